namespace PcnAgreements.Domain.Rules;

/// <summary>A roll added up: weights and heads by choice, from which every outcome follows.</summary>
internal readonly record struct Count
{
    public Amounts Weight { get; private init; }

    public Amounts Heads { get; private init; }

    /// <summary>Everybody who has not stood down.</summary>
    public (int Practices, long Weight) Entitled { get; private init; }

    public (int Practices, long Weight) StoodDown { get; private init; }

    /// <summary>What the casting vote was; null where there is none, it is not on the roll, or did not vote.</summary>
    public Choice? Casting { get; private init; }

    /// <summary>Adds up a roll; <paramref name="choice"/> is not asked of those who stood down.</summary>
    /// <exception cref="OverflowException">The weights together do not fit 63 bits.</exception>
    public static Count Of(DecisionRule rule, IReadOnlyList<RollEntry> roll, Func<RollEntry, Choice?> choice)
    {
        Amounts weight = default, heads = default;
        (int Practices, long Weight) entitled = default, stoodDown = default;
        Choice? casting = null;
        foreach (var entry in roll)
        {
            if (entry.StoodDown)
            {
                stoodDown = (stoodDown.Practices + 1, checked(stoodDown.Weight + entry.Weight));
                continue;
            }

            entitled = (entitled.Practices + 1, checked(entitled.Weight + entry.Weight));
            if (choice(entry) is not { } chosen) continue;
            weight = weight.Plus(chosen, entry.Weight);
            heads = heads.Plus(chosen, 1);
            if (entry.Ods == rule.CastingVote) casting = chosen;
        }

        return new() { Weight = weight, Heads = heads, Entitled = entitled, StoodDown = stoodDown, Casting = casting };
    }

    public Outcome Outcome(DecisionRule rule)
    {
        if (Quorum(rule) is { Met: false }) return Rules.Outcome.Inquorate;
        if (Weight.For == 0) return Rules.Outcome.Lost;
        if (rule.Majority is not Majority.Share share) return IsUnanimous(rule.Of) ? Rules.Outcome.Carried : Rules.Outcome.Lost;
        if (rule.KnowsTies && Weight.For == Weight.Against) return Tied();
        var compared = share.Ratio.Compare(Weight.For, Base(rule.Of));
        return compared > 0 || (compared == 0 && share.Test is MajorityTest.AtLeast) ? Rules.Outcome.Carried : Rules.Outcome.Lost;
    }

    /// <summary>The weight that the weight for is held against.</summary>
    public long Base(MajorityBase of) => of switch
    {
        MajorityBase.ForAndAgainst => Weight.For + Weight.Against,
        MajorityBase.Cast => Weight.Total,
        _ => Entitled.Weight,
    };

    public Threshold Threshold(DecisionRule rule)
    {
        var whole = Base(rule.Of);
        if (rule.Majority is not Majority.Share share) return new(null, null, true, rule.Of, whole, whole == 0 ? null : whole);
        var needed = share.Test is MajorityTest.AtLeast ? share.Ratio.LeastReaching(whole) : share.Ratio.LeastExceeding(whole);
        return new(share.Ratio, share.Test, false, rule.Of, whole, whole == 0 ? null : needed);
    }

    public QuorumCount? Quorum(DecisionRule rule)
    {
        if (rule.Quorum is not { } quorum) return null;
        var whole = QuorumBase(rule);
        var present = Present(rule);
        Measure? practices = quorum.Practices is { } p ? new(p.LeastReaching(whole.Practices), present.Practices) : null;
        Measure? weight = quorum.Weight is { } w ? new(w.LeastReaching(whole.Weight), present.Weight) : null;
        return new(practices, weight, practices is not { IsMet: false } && weight is not { IsMet: false });
    }

    /// <summary>Those of whom the quorum is a share.</summary>
    public (int Practices, long Weight) QuorumBase(DecisionRule rule) => rule.Conflicted is ConflictedIn.InQuorumBase
        ? (Entitled.Practices + StoodDown.Practices, checked(Entitled.Weight + StoodDown.Weight))
        : Entitled;

    /// <summary>Those who count as taking part.</summary>
    public (int Practices, long Weight) Present(DecisionRule rule) => rule.AbstentionsInQuorum
        ? ((int)Heads.Total, Weight.Total)
        : ((int)(Heads.For + Heads.Against), Weight.For + Weight.Against);

    private Outcome Tied() => Casting switch
    {
        Choice.For => Rules.Outcome.Carried,
        Choice.Against => Rules.Outcome.Lost,
        _ => Rules.Outcome.Tied,
    };

    // By heads: a practice whose vote weighs nothing can still be against, and then they are not of one mind.
    private bool IsUnanimous(MajorityBase of) => Heads.Against == 0 && of switch
    {
        MajorityBase.ForAndAgainst => true,
        MajorityBase.Cast => Heads.Abstain == 0,
        _ => Heads.For == Entitled.Practices,
    };
}
