using PcnAgreements.Domain.Epochs;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor adds a party, or changes its terms. In review a party that comes to have a vote has its weight under the clause rule fixed
/// there and then; one that has it keeps it. Ballots that are open keep their rolls.
/// </summary>
/// <param name="Party">The party, whole.</param>
/// <param name="IfVersion">The version the caller has read; null when it did not say.</param>
public sealed record SetParty(PartyDraft Party, EpochVersion? IfVersion = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (context.Directory.Organisation(Party.Ods) is not { } organisation) return Guards.NotRegistered(Party.Ods);
        if (!agreement.TakesEdits) return agreement.Not("changing the parties", Status.Drafting, Status.InReview);
        if (agreement.Stale(IfVersion) is { } stale) return stale;
        var present = agreement.Parties.GetValueOrDefault(Party.Ods);
        var problems = Party.Check(new(), organisation).When(
            present is null && agreement.Parties.Count >= PartyDraft.Most, "", $"an agreement has at most {PartyDraft.Most} parties");
        if (problems.Refusal is { } invalid) return invalid;

        var terms = Party.With(organisation);
        if (present is not null && present.Terms.IsSame(terms)) return Decision.Nothing;
        WeighedVoter? weight = null;
        if (agreement.Status == Status.InReview && terms.Votes && present?.Weight is null)
        {
            var (weights, refusal) = AgreementWeights.Fix(agreement.Rules.Clause, [terms], context.Directory, context.Today, "");
            if (refusal is not null) return refusal;
            weight = weights[0];
        }

        return present is null
            ? Decision.Of(new PartyAdded(terms, weight)) with { Made = $"{Party.Ods}" }
            : new PartyChanged(terms, weight);
    }
}
