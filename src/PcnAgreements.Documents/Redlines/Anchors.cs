namespace PcnAgreements.Documents.Redlines;

/// <summary>The pieces that stand exactly once in both texts, and in the same order: the longest such run.</summary>
internal static class Anchors
{
    public static IEnumerable<(int A, int B)> Of(List<string> a, List<string> b)
    {
        var inA = Once(a);
        var inB = Once(b);
        var pairs = inA.Where(p => inB.ContainsKey(p.Key)).Select(p => (A: p.Value, B: inB[p.Key])).OrderBy(p => p.A).ToList();
        return LongestRise.Of(pairs.ConvertAll(p => p.B)).Select(i => pairs[i]);
    }

    private static Dictionary<string, int> Once(List<string> pieces)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < pieces.Count; i++) places[pieces[i]] = places.ContainsKey(pieces[i]) ? -1 : i;
        return places.Where(p => p.Value >= 0).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }
}
