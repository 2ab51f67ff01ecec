using System.Text.Json.Serialization;
using PcnAgreements.Documents.Redlines;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>One thing that waits on the caller.</summary>
internal sealed record TaskView(
    TaskKind Kind, AgreementId Agreement, string Title, OdsCode Ods,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClauseKey? Clause,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Heading,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Revision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BallotKey? Ballot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CommentKey? Comment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AmendmentKey? Amendment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? DueAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskView.ChangeView? Change)
{
    /// <summary>What has changed since the practice's own last approval: between which revisions, and word by word.</summary>
    internal sealed record ChangeView(int From, int To, IReadOnlyList<Change> Heading, IReadOnlyList<Change> Body);

    public static TaskView Of(Agreement a, WaitingTask task)
    {
        var clause = task.Clause is { } key ? a.Find(key) : null;
        return new(
            task.Kind, a.Id, a.Title, task.Ods, task.Clause, task.Clause is { } c ? a.Text.Number(c) : null, clause?.Wording.Heading,
            clause?.Revision,
            task.Ballot, task.Comment, task.Amendment, task.DueAt, task.Change is { } change ? Show(a, clause!.Key, change) : null);
    }

    private static ChangeView Show(Agreement a, ClauseKey clause, RevisionChange change)
    {
        var (was, now) = (In(change.From), In(change.To));
        return new(change.From, change.To, Redline.OfText(was.Heading ?? "", now.Heading ?? ""), Redline.OfText(was.Body, now.Body));

        Domain.Text.Wording In(int revision) => a.Revisions[clause].Find(r => r.Number == revision)!.Wording;
    }
}
