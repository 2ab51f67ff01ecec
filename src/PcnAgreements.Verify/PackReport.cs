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
        var (all, own) = (finding.Entries, finding.Entries.Count(e => e.Stream == pack.Stream));
        lines.Add(Invariant($"All {own} events of {pack.Stream} here were in the log, unaltered."));
        lines.Add("None of them up to the last one here is left out.");
        lines.AddRange(PeopleLines.Of(pack, all));
        var story = Retelling.Of(pack, all);
        if (story.Problem is { } wrong) return new(lines, Report.Place(story.Index, wrong));
        lines.AddRange(story.Lines);
        lines.Add("Record, texts and pages say what the events come to; besides that they show names of people, and nothing else.");
        if (pack.IsOfFirstForm)
            lines.Add("Its pages, of an older form, name whoever seems to have cosigned: only the witnesses named above were checked.");
        var last = pack.Events.Zip(all).Last(pair => pair.Second.Stream == pack.Stream).First.Index;
        lines.Add(Invariant($"Whether anything happened after entry {last}, only the log itself can say."));
        return new(lines, null);
    }
}
