using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Packs;
using static System.FormattableString;

namespace PcnAgreements.Verify;

/// <summary>
/// Comments bear on nothing that is agreed, and a pack leaves out the words of those within one organisation. Which these are stands in the
/// very data that are left out: so each is told, and is wrong where an answer that is shown proves it to have been for all.
/// </summary>
internal sealed class CommentWords
{
    private readonly Dictionary<int, (long Index, bool IsShown)> made = [];
    private readonly List<long> withheld = [];
    private int last;

    /// <summary>Whether an event is about a comment.</summary>
    public static bool IsAbout(Entry entry) => entry.Type is "comment_made" or "comment_replied" or "comment_resolved";

    /// <summary>Takes the next such event: what is wrong, and with which entry; null when nothing is.</summary>
    /// <param name="e">The event.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="before">The agreement before it, comments left out.</param>
    public (long Index, string Problem)? Take(PackedEvent e, Entry entry, Agreement before)
    {
        if (e.Data is null) withheld.Add(e.Index);
        if (entry.Type == "comment_made") made[last = Math.Max(last, before.LastLost) + 1] = (e.Index, e.Data is not null);
        if (e.Data is not { } data) return null;
        return EventJson.Read(entry.Type, data.Span) switch
        {
            CommentMade said => said.Comment.Ordinal == last ? null : (e.Index, "it is not the next comment"),
            CommentReplied reply => Answer(reply.Comment, e.Index),
            CommentResolved resolved => Answer(resolved.Comment, e.Index),
            _ => null,
        };
    }

    /// <summary>What was left out, in sentences.</summary>
    public IEnumerable<string> Lines()
    {
        if (withheld.Count == 0) yield break;
        var places = string.Join(", ", withheld.Select(index => Invariant($"{index}")));
        yield return Invariant($"Of {withheld.Count} of its events on comments the words are left out, at entries {places}: ")
            + "that they were for one organisation alone is as the service told.";
    }

    private (long Index, string Problem)? Answer(CommentKey comment, long index)
    {
        if (!made.TryGetValue(comment.Ordinal, out var said)) return (index, "it is about a comment that there was not");
        return said.IsShown
            ? null
            : (said.Index, Invariant($"its words are left out, though the answer at entry {index} shows that it was for all"));
    }
}
