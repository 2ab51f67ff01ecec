using System.Collections.Immutable;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// What the votes of an agreement's parties weigh under a rule, from what is on record of the organisations: fixed on circulation, when a
/// ballot opens and when a party joins a review, and shown by a preview.
/// </summary>
public static class AgreementWeights
{
    /// <summary>Weighs every party that has a vote, in the order given.</summary>
    /// <param name="rule">The rule whose weights are used.</param>
    /// <param name="parties">Parties; those without a vote are passed over.</param>
    /// <param name="directory">Where list sizes are on record.</param>
    /// <param name="day">The day the rule is used: list sizes for later days do not count yet.</param>
    /// <param name="pointer">Where a refusal points to in the request.</param>
    /// <returns>The weights; or none, and the refusal that names each party without one.</returns>
    public static (ImmutableArray<WeighedVoter> Weights, Refusal.Invalid? Refusal) Fix(
        DecisionRule rule, IEnumerable<PartyTerms> parties, IDirectory directory, DateOnly day, string pointer = "/rule/weight")
    {
        var weights = Weights.Of(rule.Weight, parties.Where(p => p.Votes).Select(p => new Voter(p.Ods, p.Name, ListSizes(p.Ods, directory, day))));
        var problems = new Problems();
        foreach (var ods in weights.Without) problems.Add(pointer, Without(rule.Weight, ods));
        return problems.Refusal is { } refusal ? ([], refusal) : ([.. weights.Practices], null);
    }

    private static DatedListSize[] ListSizes(OdsCode ods, IDirectory directory, DateOnly day) =>
        directory.Organisation(ods) is { } organisation
            ? [.. organisation.ListSizes.Where(s => s.Key <= day).Select(s => new DatedListSize(s.Key, s.Value))]
            : [];

    private static string Without(Weighting weighting, OdsCode ods) => weighting switch
    {
        Weighting.Given => $"no weight is given for {ods}",
        Weighting.ListSizeAsAt at => $"no list size is recorded at or before {at.AsAt:yyyy-MM-dd} for {ods}",
        _ => $"no list size is recorded for {ods}",
    };
}
