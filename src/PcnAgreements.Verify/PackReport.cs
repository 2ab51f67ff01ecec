using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Packs;
using static System.FormattableString;

namespace PcnAgreements.Verify;

/// <summary>Checks an audit pack: that its events were in the log, and that what it says of them is what they come to.</summary>
internal static class PackReport
{
    public static Report Of(Stream zip, Policy policy)
    {
        if (!PackFile.TryRead(zip, out var pack, out var form)) return new([], form.TrimEnd('.') + ".");
        var finding = PackCheck.Run(pack, policy);
        var lines = Report.Of(finding.Judgement).ToList();
        if (finding.Problem is { } problem) return new(lines, Report.Place(finding.Index, problem));
        lines.Add(Invariant($"All {pack.Events.Count} events were in the log, unaltered."));
        lines.Add($"None of {pack.Stream} up to the last one here is left out.");
        if (pack.People.Count(p => p.Email is null) is > 0 and var erased)
        {
            lines.Add(Invariant($"People in it who were erased: {erased} of {pack.People.Count}."));
            lines.Add("What they did stands, by somebody unnamed.");
        }

        var story = Retelling.Of(pack, finding.Entries);
        if (story.Problem is { } wrong) return new(lines, Report.Place(story.Index, wrong));
        lines.AddRange(story.Lines);
        lines.Add("Record, texts and pages say what the events come to, and nothing else.");
        lines.Add(Invariant($"Whether anything happened after entry {pack.Events[^1].Index}, only the log itself can say."));
        return new(lines, null);
    }
}
