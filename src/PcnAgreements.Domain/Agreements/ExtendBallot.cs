using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An editor lets a ballot close later than was said; never sooner, and never once its deadline has passed.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="ClosesAt">When it closes instead.</param>
/// <param name="Reason">Why.</param>
public sealed record ExtendBallot(BallotKey Ballot, DateTimeOffset ClosesAt, string Reason) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (ballot.ClosesAt == ClosesAt) return Decision.Nothing;
        var problems = new Problems()
            .When(
                ClosesAt < ballot.ClosesAt, "/closesAt",
                $"must be later than {ballot.ClosesAt:yyyy-MM-ddTHH:mm:ssZ}; a ballot is only ever extended")
            .Add("/reason", TextRules.Problem(Reason, TextRules.Remark));
        if (problems.Refusal is { } invalid) return invalid;
        return Decision.Of(new BallotExtended(Ballot, ClosesAt, Reason)) with { NotAfter = ballot.ClosesAt };
    }
}
