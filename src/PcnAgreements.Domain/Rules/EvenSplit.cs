namespace PcnAgreements.Domain.Rules;

/// <summary>
/// Whether weights can be split into two sides that weigh the same and not nothing. Exact: a set of all sums that can be reached, one bit
/// a sum up to half the total, so at most 6.25 MB and one pass over that for each weight.
/// </summary>
public static class EvenSplit
{
    /// <summary>The largest total that is looked at.</summary>
    public const long Largest = 100_000_000;

    /// <summary>Whether the weights split evenly; null where the total is above <see cref="Largest"/>.</summary>
    public static bool? Exists(IReadOnlyList<long> weights)
    {
        var total = weights.Aggregate(0L, (sum, weight) => checked(sum + weight));
        if (total > Largest) return null;
        if (total == 0 || long.IsOddInteger(total)) return false;
        var half = (int)(total / 2);
        // One side without anything is no tie, and a weight above half can stand on neither side.
        if (weights.Any(weight => weight > half)) return false;
        var reached = new ulong[half / 64 + 1];
        reached[0] = 1;
        foreach (var weight in weights)
        {
            if (weight == 0) continue;
            AddShifted(reached, (int)weight);
            if ((reached[half / 64] >> half % 64 & 1) != 0) return true;
        }

        return false;
    }

    // From the top down, so that every word read still holds the sums without this weight.
    private static void AddShifted(ulong[] reached, int weight)
    {
        var (words, bits) = (weight / 64, weight % 64);
        for (var i = reached.Length - 1; i >= words; i--)
        {
            var moved = reached[i - words] << bits;
            if (bits > 0 && i > words) moved |= reached[i - words - 1] >> (64 - bits);
            reached[i] |= moved;
        }
    }
}
