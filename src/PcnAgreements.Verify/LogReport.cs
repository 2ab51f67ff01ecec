using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Exports;
using PcnAgreements.Proof.Notes;
using static System.FormattableString;

namespace PcnAgreements.Verify;

/// <summary>Checks an export of a whole log.</summary>
internal static class LogReport
{
    public static Report Of(Stream export, Policy policy, IEnumerable<(string Whence, SignedNote Note)> held)
    {
        var finding = LogCheck.Run(export, policy, held);
        var lines = finding.Checkpoints.SelectMany(c => Report.Of(c.Judgement)).Distinct().Concat(finding.Remarks).ToList();
        if (finding.Problem is { } problem) return new(lines, Report.Place(finding.Index, problem));
        lines.Add(Invariant($"All {finding.Entries} entries are in order: each hash, each stream's versions."));
        lines.Add(finding.Withheld == 0
            ? "The data of all of them are those recorded."
            : Invariant($"The data of {finding.Withheld} of them are withheld: what they hold was not checked."));
        lines.Add(Invariant($"A checkpoint that you trust covers {finding.Covered} of them: none was altered, left out, put in or moved."));
        if (finding.Covered < finding.Entries)
            lines.Add(Invariant($"Entries {finding.Covered} to {finding.Entries - 1} came after it and are not covered yet."));
        return new(lines, null);
    }
}
