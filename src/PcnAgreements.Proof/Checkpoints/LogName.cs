using static System.FormattableString;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>
/// What a log is called in each of its epochs. The first has the log's own name; after a rightful restore an operator begins the next, a
/// log of its own for witnesses and policies, whose keys carry its name.
/// </summary>
public static class LogName
{
    private const string Between = "/epoch/";

    /// <summary>The origin of an epoch's checkpoints.</summary>
    /// <param name="name">The log's name.</param>
    /// <param name="epoch">Which epoch, from one.</param>
    public static string Origin(string name, int epoch) => epoch == 1 ? name : Invariant($"{name}{Between}{epoch}");

    /// <summary>The log's name in an origin of any of its epochs.</summary>
    public static string Of(string origin)
    {
        var end = origin.IndexOf(Between, StringComparison.Ordinal);
        return end > 0 && IsOf(origin, origin[..end]) ? origin[..end] : origin;
    }

    /// <summary>Whether an origin is that of some epoch of the log with that name.</summary>
    public static bool IsOf(string origin, string name) => EpochOf(origin, name) > 0;

    /// <summary>Which epoch of the log with that name an origin is, from one; 0 when it is of another log.</summary>
    public static int EpochOf(string origin, string name)
    {
        if (origin == name) return 1;
        if (!origin.StartsWith(name + Between, StringComparison.Ordinal)) return 0;
        return WholeNumber.TryParse(origin.AsSpan(name.Length + Between.Length), out var epoch) && epoch is > 1 and <= int.MaxValue
            ? (int)epoch
            : 0;
    }
}
