using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Model;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Redlines;

/// <summary>
/// Word-level changes between two texts, in bounded time. DiffPlex takes time by length times difference, so it is only given pieces
/// of at most a million pairs: longer ones are first compared by lines, then sentences, then stretches that end at the same words, then single words.
/// Where even those are too many, only what stands exactly once in both texts counts as the same; what is left over is shown as replaced whole.
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
        if (earlier.IsEmpty || later.IsEmpty || (cut == Cut.None && (long)earlier.Length * later.Length > MostPairs)) Replace(earlier, later, script);
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
    public static IEnumerable<(int A, int B)> Same(List<string> a, List<string> b) => (long)a.Count * b.Count > MostPairs ? Anchors.Of(a, b) : Kept(a, b);

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

/// <summary>Collects changes, joining neighbours; a space alone that stayed between two changes is taken into both, so that phrases stay whole.</summary>
internal sealed class ChangeScript
{
    private readonly List<Change> done = [];
    private readonly StringBuilder equal = new();
    private readonly StringBuilder deleted = new();
    private readonly StringBuilder inserted = new();

    public void Add(ChangeOp op, string text)
    {
        if (op == ChangeOp.Equal) equal.Append(text);
        else
        {
            if (equal.Length > 0)
            {
                if (IsGap()) Absorb();
                else Flush();
            }

            (op == ChangeOp.Delete ? deleted : inserted).Append(text);
        }
    }

    public IReadOnlyList<Change> Result()
    {
        Flush();
        return done;
    }

    private bool IsGap() => equal.Length == 1 && equal[0] is ' ' or '\u00a0' && deleted.Length > 0 && inserted.Length > 0;

    private void Absorb()
    {
        deleted.Append(equal);
        inserted.Append(equal);
        equal.Clear();
    }

    // Changes come before the equal text that followed them.
    private void Flush()
    {
        Take(ChangeOp.Delete, deleted);
        Take(ChangeOp.Insert, inserted);
        Take(ChangeOp.Equal, equal);
    }

    private void Take(ChangeOp op, StringBuilder text)
    {
        if (text.Length == 0) return;
        done.Add(new Change(op, text.ToString()));
        text.Clear();
    }
}

/// <summary>Texts in pieces that, joined, are the text.</summary>
internal static class Tokens
{
    /// <summary>Words, references, single spaces and single punctuation marks; no surrogate pair, accent or joined emoji is ever cut.</summary>
    public static string[] Words(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (text[start] == '[' && i == start + 1 && ClauseReferences.TryReadAt(text.AsSpan(start), out _, out var length)) i = start + length;
            else if (i < text.Length && IsWord(text[i]) && (IsWord(text[i - 1]) || IsAttached(text[i]))) continue;
            words.Add(text[start..i]);
            start = i;
        }

        return text.Length == 0 ? [] : [.. words];
    }

    /// <summary>Words joined into lines (0), sentences (1), stretches (2) or left as they are (3), with the place of each among the words, and the end.</summary>
    public static (List<string> Pieces, List<int> Starts) Join(ReadOnlySpan<string> words, int cut)
    {
        var (pieces, starts) = (new List<string>(), new List<int> { 0 });
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 1 < words.Length && !Ends(words, i, cut)) continue;
            pieces.Add(string.Concat(words[starts[^1]..(i + 1)]));
            starts.Add(i + 1);
        }

        return (pieces, starts);
    }

    private static bool Ends(ReadOnlySpan<string> words, int i, int cut) => cut switch
    {
        0 => words[i] == "\n",
        1 => words[i] == "\n" || (words[i] == " " && i > 0 && words[i - 1] is "." or ";" or ":"),
        2 => words[i] != " " && Sum(words[i]) % 64 == 0,
        _ => true,
    };

    // The same in every process, unlike a string's own hash code.
    private static uint Sum(string word)
    {
        var sum = 2166136261u;
        foreach (var c in word) sum = (sum ^ c) * 16777619u;
        return sum ^ (sum >> 15);
    }

    private static bool IsWord(char c) => IsAttached(c) || char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol;

    private static bool IsAttached(char c) => char.IsSurrogate(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}

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
}
