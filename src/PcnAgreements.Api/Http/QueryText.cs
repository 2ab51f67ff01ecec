using System.Globalization;
using System.Text.Json;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Http;

/// <summary>Reads filters from a query, noting the first whose value cannot be: 400. One that is absent or empty filters nothing.</summary>
internal sealed class QueryText(IQueryCollection query)
{
    private const int Longest = 300;

    /// <summary>The first bad value; null when there is none.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>One of a closed list, as the contract writes it.</summary>
    public TEnum? Enum<TEnum>(string name) where TEnum : struct, Enum
    {
        if (One(name) is not { } text) return null;
        var values = System.Enum.GetValues<TEnum>();
        foreach (var value in values)
        {
            if (Word(value) == text) return value;
        }

        Note($"{name} is one of {string.Join(", ", values.Select(Word))}.");
        return null;
    }

    /// <summary>The code of a body of a kind.</summary>
    public OdsCode? Code(string name, MembershipKind kind)
    {
        if (One(name) is not { } text) return null;
        if (OdsCode.TryParse(text, out var code) && CodeForm.Problem(kind, code) is null) return code;
        Note($"{name} is not the code of such a body.");
        return null;
    }

    /// <summary>The code of any organisation.</summary>
    public OdsCode? Code(string name)
    {
        if (One(name) is not { } text) return null;
        if (OdsCode.TryParse(text, out var code)) return code;
        Note($"{name} is not an organisation's code.");
        return null;
    }

    /// <summary>Words to be looked for.</summary>
    public string? Text(string name)
    {
        var text = One(name)?.Trim();
        if (text is null || (text.Length <= Longest && !text.Any(char.IsControl))) return text;
        Note($"{name} has at most {Longest} characters and no control characters.");
        return null;
    }

    /// <summary>A key within an agreement.</summary>
    public TId? Key<TId>(string name, string what) where TId : struct, IIdentifier<TId>
    {
        if (One(name) is not { } text) return null;
        if (TId.TryParse(text, out var id)) return id;
        Note($"{name} is not {what}.");
        return null;
    }

    /// <summary>A whole number from 0, which must be there when it is required.</summary>
    public long? Whole(string name, bool required = false)
    {
        if (One(name) is not { } text)
        {
            if (required) Note($"{name} is missing.");
            return null;
        }

        if (TryWhole(text, out var number)) return number;
        Note($"{name} is a whole number from 0, such as 42.");
        return null;
    }

    /// <summary>Reads a whole number from 0, written in one way only.</summary>
    public static bool TryWhole(string text, out long number)
    {
        var ok = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return ok && (text.Length == 1 || text[0] != '0');
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string name)
    {
        if (One(name) is not { } text) return null;
        if (text is not ("true" or "false")) Note($"{name} is true or false.");
        return text == "true";
    }

    /// <summary>A time.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (One(name) is not { } text) return null;
        if (AsOf.TryReadTime(text, out var time)) return time;
        Note($"{name} is not a time such as 2026-01-31T09:00:00Z (RFC 3339).");
        return null;
    }

    private string? One(string name)
    {
        var values = query[name];
        if (values.Count > 1) Note($"{name} is given more than once.");
        return values.Count == 1 && values.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Notes a bad value.</summary>
    public void Note(string problem) => Problem ??= Problem.Malformed(problem);

    /// <summary>A value of a closed list, as the contract writes it.</summary>
    public static string Word<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
