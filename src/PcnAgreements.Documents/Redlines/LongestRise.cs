namespace PcnAgreements.Documents.Redlines;

/// <summary>The longest rising run of numbers that differ: which places it takes.</summary>
internal static class LongestRise
{
    public static IReadOnlyList<int> Of(IReadOnlyList<int> numbers)
    {
        var tails = new List<int>();
        var before = new int[numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (numbers[tails[middle]] < numbers[i]) low = middle + 1;
                else high = middle;
            }

            before[i] = low == 0 ? -1 : tails[low - 1];
            if (low == tails.Count) tails.Add(i);
            else tails[low] = i;
        }

        var run = new List<int>();
        for (var i = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i = before[i]) run.Add(i);
        run.Reverse();
        return run;
    }

    /// <summary>The rising run with the most places that are to stay, and among those the one with the most others.</summary>
    /// <param name="numbers">The numbers, which differ.</param>
    /// <param name="stays">Whether a place is one that is to stay.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> numbers, Func<int, bool> stays)
    {
        var ranks = numbers.Order().Index().ToDictionary(n => n.Item, n => n.Index + 1);
        var before = new int[numbers.Count];
        var weights = new long[numbers.Count];
        // For each end of a range of ranks, the place that ends the heaviest run there.
        var best = new int[numbers.Count + 1];
        Array.Fill(best, -1);
        var heaviest = -1;
        for (var i = 0; i < numbers.Count; i++)
        {
            before[i] = -1;
            for (var rank = ranks[numbers[i]] - 1; rank > 0; rank -= rank & -rank) before[i] = Heavier(before[i], best[rank]);
            weights[i] = (stays(i) ? numbers.Count + 1L : 1L) + (before[i] < 0 ? 0 : weights[before[i]]);
            for (var rank = ranks[numbers[i]]; rank < best.Length; rank += rank & -rank) best[rank] = Heavier(best[rank], i);
            heaviest = Heavier(heaviest, i);
        }

        var run = new List<int>();
        for (var i = heaviest; i >= 0; i = before[i]) run.Add(i);
        run.Reverse();
        return run;

        int Heavier(int a, int b) => a < 0 || (b >= 0 && weights[b] > weights[a]) ? b : a;
    }
}
