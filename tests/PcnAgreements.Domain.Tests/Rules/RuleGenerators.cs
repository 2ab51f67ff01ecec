using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Rules;
using Outcome = PcnAgreements.Domain.Rules.Outcome;

namespace PcnAgreements.Domain.Tests.Rules;

/// <summary>A rule, a roll and the choices made so far, as one case; printed so that a failure can be copied into a test.</summary>
public sealed record Scenario(DecisionRule Rule, IReadOnlyList<RollEntry> Roll, IReadOnlyDictionary<OdsCode, CountedChoice> Choices)
{
    public Outcome Outcome => Tally.OutcomeOf(Rule, Roll, entry => Choices.TryGetValue(entry.Ods, out var counted) ? counted.Choice : null);

    public Scenario With(OdsCode ods, Choice choice) =>
        this with { Choices = new Dictionary<OdsCode, CountedChoice>(Choices) { [ods] = choice } };

    public override string ToString() =>
        $"{JsonSerializer.Serialize(Rule)} "
        + $"{string.Join(", ", Roll.Select(e => $"{e.Ods}={e.Weight}{(e.StoodDown ? " stood down" : "")}"))}; "
        + string.Join(", ", Choices.Select(c => $"{c.Key} {c.Value.Choice}{(c.Value.IsFirm ? "" : " (unconfirmed)")}"));
}

/// <summary>Arbitrary rules, rolls and choices. Small numbers are frequent, as ties and exact thresholds are met only among them.</summary>
public static class RuleGenerators
{
    public static Gen<Ratio> Ratios => Gen.Frequency(
        (3, Gen.Elements("1/2", "2/4", "2/3", "3/4", "1/1", "5/5", "1/3").Select(Ratio.Parse)),
        (2, InRange(12)),
        (1, InRange(999_999_999)));

    public static Gen<Majority> Majorities => Gen.Frequency(
        (1, Gen.Constant(Majority.Unanimous)),
        (3, Ratios.Select(Majority.AtLeast)),
        (3, Ratios.Where(r => !r.IsWhole).Select(Majority.MoreThan)));

    public static Gen<Weighting> Weightings => Gen.OneOf(
        Gen.Elements(Weighting.OnePerPractice, Weighting.ByNewestListSize),
        Gen.Choose(0, 20_000).Select(Weighting (days) => new Weighting.ListSizeAsAt(new DateOnly(1990, 1, 1).AddDays(days))),
        Gen.Choose(1, 5_000).Select(Weighting (per) => new Weighting.Banded(per)),
        from roll in Rolls(6)
        where roll.Any(entry => entry.Weight > 0)
        select (Weighting)new Weighting.Given(roll.ToImmutableSortedDictionary(entry => entry.Ods, entry => entry.Weight)));

    public static Gen<DecisionRule> Rules =>
        from majority in MajoritiesWithBase
        from weight in Weightings
        from practices in Maybe(Ratios)
        from share in Maybe(Ratios)
        from casting in Gen.Choose(-4, 6)
        from allowed in Gen.Elements(true, false)
        from perHolder in Gen.Choose(0, 3)
        from closes in Gen.Elements(Enum.GetValues<Closing>())
        from changes in Gen.Elements(true, false)
        from abstentions in Gen.Elements(true, false)
        from conflicted in Gen.Elements(Enum.GetValues<ConflictedIn>())
        select new DecisionRule(majority.Majority)
        {
            Weight = weight,
            Of = majority.Of,
            Quorum = practices is null && share is null ? null : new(practices, share),
            CastingVote = casting < 0 ? null : Practice(casting),
            Proxies = new(allowed, perHolder == 0 ? null : perHolder),
            Closes = closes,
            Changes = changes && closes is not Closing.WhenDecided,
            AbstentionsInQuorum = abstentions,
            Conflicted = conflicted,
        };

    public static Gen<CountedChoice> Choices =>
        from choice in Gen.Elements(Enum.GetValues<Choice>())
        from onBehalf in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from confirmed in Gen.Elements(true, false)
        select new CountedChoice(choice, onBehalf, onBehalf && confirmed);

    public static OdsCode Practice(int n) => OdsCode.Parse($"Y{99901 + n}");

    public static Gen<IReadOnlyList<RollEntry>> Rolls(int atMost) =>
        from size in Gen.Choose(0, atMost)
        from weights in Gen.OneOf(Gen.Constant(1L), Small, Small, Large).ListOf(size)
        from same in Gen.Elements(true, false)
        from down in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true))).ListOf(size)
        select (IReadOnlyList<RollEntry>)
        [
            .. weights.Select((weight, n) => new RollEntry(Practice(n), $"Surgery {n + 1}", same ? 1 : weight) { StoodDown = down[n] }),
        ];

    public static Arbitrary<Scenario> Scenarios(int atMost) => (
        from rule in Rules
        from roll in Rolls(atMost)
        from choices in Maybe(Choices).ListOf(roll.Count)
        let made = roll.Zip(choices).Where(e => e.Second is not null)
        select new Scenario(rule, roll, made.ToDictionary(e => e.First.Ods, e => e.Second!.Value)))
        .ToArbitrary();

    // Ties, the hardest case, are known to one kind of rule only: so that kind is every third one.
    private static Gen<(Majority Majority, MajorityBase Of)> MajoritiesWithBase => Gen.Frequency(
        (1, Gen.Elements("1/2", "2/4", "499999999/999999998")
            .Select(half => (Majority.MoreThan(Ratio.Parse(half)), MajorityBase.ForAndAgainst))),
        (2, Majorities.Zip(Gen.Elements(Enum.GetValues<MajorityBase>())).Select(both => (both.Item1, both.Item2))));

    private static Gen<long> Small => Gen.Choose(0, 6).Select(n => (long)n);

    private static Gen<long> Large => Gen.Choose(0, 1_000_000).Select(n => n * 1_000_000L);

    private static Gen<T?> Maybe<T>(Gen<T> value) where T : struct =>
        Gen.Frequency((1, Gen.Constant((T?)null)), (2, value.Select(v => (T?)v)));

    private static Gen<Ratio> InRange(int most) =>
        from denominator in Gen.Choose(1, most)
        from numerator in Gen.Choose(1, denominator)
        select Ratio.Parse($"{numerator}/{denominator}");
}
