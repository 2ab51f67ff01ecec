using DiffPlex;
using DiffPlex.Model;

namespace PcnAgreements.Documents.Redlines;

/// <summary>
/// Word-level changes between two texts, in bounded time. DiffPlex takes time by length times difference, so it is only given pieces
/// of at most a million pairs: longer ones are first compared by lines, then sentences, then stretches that end at the same words, then
/// single words. Where even those are too many, only what stands exactly once in both texts counts as the same; what is left over is shown
/// as replaced whole.
/// </summary>
internal static class WordDiff
{
    private const long MostPairs = 1_000_000;

    public static IReadOnlyList<Change> Between(string earlier, string later)
    {
        var script = new ChangeScript();
        if (earlier == later) script.Add(ChangeOp.Equal, later);
        else Compare(Tokens.Words(earlier), Tokens.Words(later), Cut.Line, script);
        return script.Result();
    }

    private enum Cut { Line, Sentence, Stretch, Word, None }

    private static void Compare(ReadOnlySpan<string> earlier, ReadOnlySpan<string> later, Cut cut, ChangeScript script)
    {
        var shortest = Math.Min(earlier.Length, later.Length);
        var start = 0;
        while (start < shortest && earlier[start] == later[start]) script.Add(ChangeOp.Equal, earlier[start++]);
        var end = 0;
        while (end < shortest - start && earlier[^(end + 1)] == later[^(end + 1)]) end++;
        Middle(earlier[start..^end], later[start..^end], cut, script);
        foreach (var word in earlier[^end..]) script.Add(ChangeOp.Equal, word);
    }

    private static void Middle(ReadOnlySpan<string> earlier, ReadOnlySpan<string> later, Cut cut, ChangeScript script)
    {
        if (earlier.IsEmpty || later.IsEmpty || (cut == Cut.None && (long)earlier.Length * later.Length > MostPairs))
            Replace(earlier, later, script);
        else if ((long)earlier.Length * later.Length <= MostPairs) Exact(earlier, later, script);
        else
        {
            var (a, b) = (Tokens.Join(earlier, (int)cut), Tokens.Join(later, (int)cut));
            var (atA, atB) = (0, 0);
            foreach (var (i, j) in Same(a.Pieces, b.Pieces))
            {
                Compare(earlier[atA..a.Starts[i]], later[atB..b.Starts[j]], cut + 1, script);
                script.Add(ChangeOp.Equal, a.Pieces[i]);
                (atA, atB) = (a.Starts[i + 1], b.Starts[j + 1]);
            }

            Compare(earlier[atA..], later[atB..], cut + 1, script);
        }
    }

    /// <summary>Which pieces of two lists are the same, in rising order, in bounded time.</summary>
    public static IEnumerable<(int A, int B)> Same(List<string> a, List<string> b) =>
        (long)a.Count * b.Count > MostPairs ? Anchors.Of(a, b) : Kept(a, b);

    private static IEnumerable<(int A, int B)> Kept(List<string> a, List<string> b)
    {
        var (atA, atB) = (0, 0);
        foreach (var block in Blocks([.. a], [.. b]))
        {
            while (atA < block.DeleteStartA) yield return (atA++, atB++);
            (atA, atB) = (block.DeleteStartA + block.DeleteCountA, block.InsertStartB + block.InsertCountB);
        }

        while (atA < a.Count) yield return (atA++, atB++);
    }

    // DiffPlex asks for the pieces of two texts; the pieces are here already, so the texts are only their names.
    private static IList<DiffBlock> Blocks(string[] a, string[] b) =>
        new Differ().CreateCustomDiffs("a", "b", ignoreWhiteSpace: false, name => name == "a" ? a : b).DiffBlocks;

    private static void Replace(ReadOnlySpan<string> earlier, ReadOnlySpan<string> later, ChangeScript script)
    {
        foreach (var word in earlier) script.Add(ChangeOp.Delete, word);
        foreach (var word in later) script.Add(ChangeOp.Insert, word);
    }

    private static void Exact(ReadOnlySpan<string> earlier, ReadOnlySpan<string> later, ChangeScript script)
    {
        var at = 0;
        foreach (var block in Blocks(earlier.ToArray(), later.ToArray()))
        {
            while (at < block.DeleteStartA) script.Add(ChangeOp.Equal, earlier[at++]);
            Replace(earlier.Slice(at, block.DeleteCountA), later.Slice(block.InsertStartB, block.InsertCountB), script);
            at += block.DeleteCountA;
        }

        while (at < earlier.Length) script.Add(ChangeOp.Equal, earlier[at++]);
    }
}
