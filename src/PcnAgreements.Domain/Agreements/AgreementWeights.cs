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
        var weights = Weights.Of(
            rule.Weight, parties.Where(p => p.Votes).Select(p => new Voter(p.Ods, p.Name, ListSizes(p.Ods, directory, day))));
        var problems = new Problems();
        foreach (var ods in weights.Without) problems.Add(pointer, Without(rule.Weight, ods));
        return problems.Refusal is { } refusal ? ([], refusal) : ([.. weights.Practices], null);
    }

    /// <summary>
    /// What a rule says of practices that are not parties here: they have no part in it, so whoever wrote it meant another.
    /// </summary>
    /// <param name="rule">The rule that is to be used.</param>
    /// <param name="parties">The parties it is to be used for.</param>
    /// <param name="problems">To be added to.</param>
    /// <param name="pointer">Where the rule stands in the request; null where it stands in the agreement.</param>
    public static Problems Strangers(DecisionRule rule, IEnumerable<PartyTerms> parties, Problems problems, string? pointer = "/rule")
    {
        var votes = parties.ToDictionary(p => p.Ods, p => p.Votes);
        if (rule.CastingVote is { } casting && !votes.GetValueOrDefault(casting))
            problems.Add(
                pointer is null ? "" : $"{pointer}/castingVote",
                $"{casting}, which the rule gives the casting vote, is not a party with a vote");
        if (rule.Weight is not Weighting.Given given) return problems;
        foreach (var ods in given.Weights.Keys.Where(ods => !votes.ContainsKey(ods)))
            problems.Add(pointer is null ? "" : $"{pointer}/weight", $"{ods}, to which the rule gives a weight, is not a party");
        return problems;
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
