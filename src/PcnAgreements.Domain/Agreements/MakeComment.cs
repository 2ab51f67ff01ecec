using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An organisation asks or remarks on a clause, before all others or for itself alone, until the agreement is in force.</summary>
/// <param name="Clause">The clause; one that was struck out may still be asked about.</param>
/// <param name="Body">What it says.</param>
/// <param name="Internal">Whether only its own organisation ever sees it.</param>
public sealed record MakeComment(ClauseKey Clause, string Body, bool Internal = false) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Clause) is null) return agreement.No(Clause);
        if (!agreement.IsDiscussed) return agreement.NotDiscussed();
        if (TextRules.Problem(Body, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/body", problem);
        var key = agreement.NextComment;
        var made = new CommentMade(key, Clause, context.For, Body, Internal, Internal ? context.Salt : null);
        return Decision.Of(made) with { Made = key.ToString() };
    }
}
