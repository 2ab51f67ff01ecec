using PcnAgreements.Proof.Checkpoints;
using static System.FormattableString;

namespace PcnAgreements.Verify;

/// <summary>What a check found, in plain words.</summary>
/// <param name="Lines">What was verified, a sentence each.</param>
/// <param name="Problem">The first thing that is wrong; null when nothing is.</param>
public sealed record Report(IReadOnlyList<string> Lines, string? Problem)
{
    internal static string Place(long? index, string problem) =>
        index is { } entry ? Invariant($"entry {entry}: {problem}.") : $"{problem}.";

    internal static IEnumerable<string> Of(Judgement judgement)
    {
        if (judgement.Checkpoint is not { } checkpoint) yield break;
        var keys = string.Join(" and ", judgement.SignedBy.Select(k => $"{k.Type} key {k.IdText}"));
        yield return Invariant($"The checkpoint of {checkpoint.Origin} at {checkpoint.Size} entries is signed by the log ({keys}).");
        foreach (var (name, at) in judgement.Cosigned)
            yield return Invariant($"The witness {name} saw it at {at:yyyy-MM-dd HH:mm:ss} UTC.");
        if (judgement.Cosigned.Count == 0) yield return "No witness that you trust has cosigned it.";
    }
}
