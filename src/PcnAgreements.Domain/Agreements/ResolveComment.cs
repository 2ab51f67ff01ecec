using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>The organisation that asked, or an editor of the convenor, says that a comment is answered.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Note">How; null for nothing.</param>
public sealed record ResolveComment(CommentKey Comment, string? Note = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Comment) is not { } comment || !comment.VisibleTo(context.For)) return agreement.No(Comment);
        if (context.For != comment.Organisation && !(context.For == agreement.Convenor && context.Actor.Authority == "editor"))
            return new Refusal.NotEntitled(
                $"Comment {Comment} is resolved by {comment.Organisation}, which made it, or by an editor of {agreement.Convenor}.");
        if (!agreement.IsDiscussed) return agreement.NotDiscussed();
        if (comment.Resolved is not null) return Decision.Nothing;
        if (TextRules.Problem(Note, TextRules.Remark, mayBeBlank: true) is { } problem) return Refusal.Invalid.At("/note", problem);
        return new CommentResolved(Comment, comment.Clause, TextRules.Said(Note), comment.Internal, comment.Internal ? context.Salt : null);
    }
}
