using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor ends an agreement: withdrawn before it is in force, terminated or expired once it is. Ballots still open are called off.
/// </summary>
/// <param name="Kind">How it ends.</param>
/// <param name="Reason">Why.</param>
public sealed record EndAgreement(EndKind Kind, string Reason) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status == Status.Ended)
            return new Refusal.WrongState($"The agreement is ended ({NameOf(agreement.End!.Kind)}); nothing can end it again.");
        if (Kind is EndKind.Withdrawn && agreement.Status == Status.InForce)
            return agreement.Not("withdrawing it", Status.Drafting, Status.InReview, Status.Signing);
        if (Kind is EndKind.Terminated or EndKind.Expired && agreement.Status != Status.InForce)
            return agreement.Not($"ending it as {NameOf(Kind)}", Status.InForce);
        var problems = new Problems()
            .When(Kind is EndKind.Superseded, "/kind", "comes by itself when a variation takes effect")
            .Add("/reason", TextRules.Problem(Reason, TextRules.Remark));
        return problems.Refusal is { } invalid
            ? invalid
            : Decision.Of(new Ended(Kind, Reason)).Then(agreement.CallOffBallots("The agreement was ended."));
    }

    private static string NameOf(EndKind kind) => kind.ToString().ToLowerInvariant();
}
