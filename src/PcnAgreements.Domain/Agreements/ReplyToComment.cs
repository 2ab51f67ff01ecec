using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An organisation answers in a comment's thread; a resolved comment is open again then.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Body">What it says; for its own organisation alone where the comment is.</param>
public sealed record ReplyToComment(CommentKey Comment, string Body) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Comment) is not { } comment || !comment.VisibleTo(context.For)) return agreement.No(Comment);
        if (!agreement.IsDiscussed) return agreement.NotDiscussed();
        if (TextRules.Problem(Body, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/body", problem);
        return new CommentReplied(Comment, comment.Clause, context.For, Body, comment.Internal, comment.Internal ? context.Salt : null);
    }
}
