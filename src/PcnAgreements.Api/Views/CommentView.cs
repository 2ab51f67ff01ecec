using PcnAgreements.Api.Http;
using PcnAgreements.Api.Routes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>A comment with its thread, as the contract shows it to those who may see it.</summary>
internal sealed record CommentView(
    CommentKey Key, ClauseKey Clause, OdsCode Ods, CommentVisibility Visibility, string Body, PersonView By, DateTimeOffset At,
    IReadOnlyList<CommentView.ReplyLine> Replies, bool Resolved, PersonView? ResolvedBy, DateTimeOffset? ResolvedAt, string? Note)
{
    /// <summary>An answer in the thread.</summary>
    internal sealed record ReplyLine(OdsCode Ods, string Body, PersonView By, DateTimeOffset At);

    public static Answer All(Shown shown)
    {
        var wanted = shown.Query["clause"].ToString();
        if (wanted.Length > 0 && !ClauseKey.TryParse(wanted, out _)) return Problem.Malformed("clause is not a clause key.");
        return Answer.Of(Page.Cut(
            shown.Query, shown.Agreement.Comments, c => c.Key.ToString(),
            c => c.VisibleTo(shown.Sight.Organisations) && (wanted.Length == 0 || c.Clause.ToString() == wanted)), Of);
    }

    /// <summary>The one the path names, if the caller may see it.</summary>
    public static Answer One(Shown shown) => Answer.Of(
        shown.Agreement.Find(shown.Path.Comment) is { } comment && comment.VisibleTo(shown.Sight.Organisations) ? comment : null, Of);

    public static CommentView Of(Comment c, Names names) => new(
        c.Key, c.Clause, c.Organisation, c.Internal ? CommentVisibility.Internal : CommentVisibility.Shared, c.Body,
        names.Of(c.By.Actor.Person), c.By.At,
        [.. c.Replies.Select(r => new ReplyLine(r.Organisation, r.Body, names.Of(r.By.Actor.Person), r.By.At))], c.Resolved is not null,
        c.Resolved is { } resolved ? names.Of(resolved.Actor.Person) : null, c.Resolved?.At, c.Note);
}
