using System.Text.Json;

namespace PcnAgreements.Domain;

/// <summary>
/// JSON that does not have the form asked for, told in words meant for whoever wrote it: they name no type and repeat nothing that was
/// sent.
/// </summary>
/// <param name="why">What is wrong, as the rest of a sentence: <c>must be true or false</c>.</param>
/// <param name="at">Where, as a JSON pointer below the value that was being read; empty for that value itself.</param>
/// <param name="what">What the value is called in <see cref="Exception.Message"/> where <paramref name="at"/> is empty.</param>
public sealed class JsonFormException(string why, string at = "", string what = "It")
    : JsonException($"{(at.Length == 0 ? what : at)} {why}.")
{
    /// <summary>What is wrong, as the rest of a sentence.</summary>
    public string Why { get; } = why;

    /// <summary>Where, as a JSON pointer below the value that was being read.</summary>
    public string At { get; } = at;
}
