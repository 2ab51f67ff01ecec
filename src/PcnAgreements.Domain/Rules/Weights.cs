namespace PcnAgreements.Domain.Rules;

/// <summary>A registered list size, as it was at a date.</summary>
/// <param name="AsAt">The date, Europe/London.</param>
/// <param name="Count">Registered patients.</param>
public readonly record struct DatedListSize(DateOnly AsAt, int Count);

/// <summary>A party that votes, with every list size recorded for it.</summary>
/// <param name="Ods">Who it is.</param>
/// <param name="Name">What it is called; names repeat, so never a key.</param>
/// <param name="ListSizes">In the order they were recorded; of two for one date the later counts.</param>
public sealed record Voter(OdsCode Ods, string Name, IReadOnlyList<DatedListSize> ListSizes);

/// <summary>What a practice's vote weighs, and what that was read from.</summary>
/// <param name="Ods">Who it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Weight">The weight; 0 where its list, or the weight given to it, is.</param>
/// <param name="ListSizeAsAt">The date of the list size it was taken from; null where the rule looks at none.</param>
public sealed record WeighedVoter(OdsCode Ods, string Name, long Weight, DateOnly? ListSizeAsAt);

/// <summary>The weights of a roll under a rule, fixed when a ballot opens.</summary>
/// <param name="Practices">Those that have a weight, in the order of the roll.</param>
/// <param name="Without">Those that have none, so that the rule cannot be used; empty when it can.</param>
public sealed record Weights(IReadOnlyList<WeighedVoter> Practices, IReadOnlyList<OdsCode> Without)
{
    /// <summary>Weighs each of the voters.</summary>
    public static Weights Of(Weighting weighting, IEnumerable<Voter> voters)
    {
        var practices = new List<WeighedVoter>();
        var without = new List<OdsCode>();
        foreach (var voter in voters)
        {
            if (Weigh(weighting, voter) is { } weighed) practices.Add(weighed);
            else without.Add(voter.Ods);
        }

        return new(practices, without);
    }

    /// <summary>In words, why the rule cannot be used on this roll; null when it can.</summary>
    public string? Problem(Weighting weighting)
    {
        if (Without.Count == 0) return null;
        var codes = string.Join(", ", Without);
        return weighting switch
        {
            Weighting.Given => $"No weight is given for {codes}.",
            Weighting.ListSizeAsAt at => $"No list size is recorded at or before {at.AsAt:yyyy-MM-dd} for {codes}.",
            _ => $"No list size is recorded for {codes}.",
        };
    }

    private static WeighedVoter? Weigh(Weighting weighting, Voter voter) => weighting switch
    {
        Weighting.PerPractice => new(voter.Ods, voter.Name, 1, null),
        Weighting.NewestListSize => ByList(voter, DateOnly.MaxValue, size => size),
        Weighting.ListSizeAsAt at => ByList(voter, at.AsAt, size => size),
        Weighting.Banded band => ByList(voter, DateOnly.MaxValue, size => Math.Max(1, size / band.Per)),
        Weighting.Given given => given.Weights.TryGetValue(voter.Ods, out var weight) ? new(voter.Ods, voter.Name, weight, null) : null,
        _ => throw new InvalidOperationException($"A weighting that is not known: {weighting}."),
    };

    private static WeighedVoter? ByList(Voter voter, DateOnly latest, Func<long, long> weigh)
    {
        DatedListSize? newest = null;
        foreach (var size in voter.ListSizes)
        {
            if (size.AsAt <= latest && !(newest?.AsAt > size.AsAt)) newest = size;
        }

        return newest is { } found ? new(voter.Ods, voter.Name, weigh(found.Count), found.AsAt) : null;
    }
}
