using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>One level of a list as it holds for one num.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Format">How its counter is printed.</param>
/// <param name="Text">What its label says, counters as <c>%1</c> to <c>%9</c>.</param>
/// <param name="Legal">Whether its label prints all counters as decimals.</param>
/// <param name="Restart">The level, from one, that starts it again; zero for none, null for each above it.</param>
internal sealed record ListLevel(int Start, string Format, string Text, bool Legal, int? Restart);

/// <summary>Which list a paragraph belongs to, and how deep in it.</summary>
internal sealed record ListPlace(string List, string Num, int Level);

/// <summary>
/// The lists of a document, and which of them a paragraph belongs to: its own numbering first, then that of its style and the styles that
/// is based on.
/// </summary>
internal sealed class WordNumbering
{
    /// <summary>How much of a label, or of its text, is taken: as much as Word takes.</summary>
    public const int LongLabel = 255;

    private const int Levels = 9;

    // Each of these labels is held for its paragraph: together they may be longer than any text, but not without end.
    private const int MostLabels = 8 * 1024 * 1024;

    private readonly Dictionary<string, List> abstracts = [];
    private readonly Dictionary<string, Num> nums = [];
    private readonly Dictionary<string, List> linked = [];
    private readonly Dictionary<string, List?> lists = [];
    private readonly Dictionary<(string Num, int Level), ListLevel?> levels = [];
    private readonly Dictionary<string, (string? Num, int? Level, string? Style)> styled = [];
    private readonly WordStyles styles;
    private int printed;

    public WordNumbering(XElement? root, WordStyles styles)
    {
        this.styles = styles;
        foreach (var element in root?.Elements() ?? [])
        {
            if (element.Name == Ooxml.W + "abstractNum" && (string?)element.Attribute(Ooxml.W + "abstractNumId") is { } id)
            {
                var list = new List(id, element.Bounded());
                abstracts.TryAdd(id, list);
                if (element.ChildValue("styleLink") is { } style) linked.TryAdd(style, list);
            }

            if (element.Name == Ooxml.W + "num" && (string?)element.Attribute(Ooxml.W + "numId") is { } num)
                nums.TryAdd(num, new(element.Bounded()));
        }
    }

    /// <summary>The list of a paragraph with these properties; null when it has no number.</summary>
    public ListPlace? Place(XElement? properties, string? style)
    {
        var own = properties.Child("numPr");
        var num = own.ChildValue("numId");
        var level = own.ChildWhole("ilvl");
        string? from = null;
        if (num is null)
        {
            (num, var given, from) = OfStyle(style);
            level ??= given;
        }

        if (num is null or "0" || Abstract(num) is not { } list) return null;
        level ??= from is null ? 0 : list.Linked.GetValueOrDefault(from);
        if (list.Single) level = 0;
        return new(list.Id, num, Math.Clamp(level.Value, 0, Levels - 1));
    }

    /// <summary>A level as a num has it; null when the list does not define it, nor a higher one.</summary>
    public ListLevel? Level(string num, int level)
    {
        if (levels.TryGetValue((num, level), out var known)) return known;
        var overridden = nums[num].Overrides[level];
        var element = overridden.Child("lvl") ?? Abstract(num)?.Defined(level);
        ListLevel? read = element is null ? null : new(
            element.ChildWhole("start") ?? 0, Format(element),
            (element.ChildValue("lvlText") ?? "") is var text && text.Length > LongLabel ? text[..LongLabel] : text,
            element.Toggle("isLgl") == true, overridden.Child("lvl") is null ? element.ChildWhole("lvlRestart") : null);
        return levels[(num, level)] = read;
    }

    /// <summary>Where a num starts a level anew; null when it does not.</summary>
    public int? StartOverride(string num, int level) => nums[num].Starts[level];

    /// <summary>A label as it is kept: no longer than Word prints it, and all of them together no longer than any agreement.</summary>
    public string Kept(string label)
    {
        if (label.Length > LongLabel) label = label[..LongLabel];
        if ((printed += label.Length) > MostLabels)
            throw new BadWordFile(WordProblemKind.TooLarge, "The numbers of the file's paragraphs are longer than any agreement.");
        return label;
    }

    // What the styles say of a number, for a paragraph that says nothing itself: which num, which level, and which style says so.
    private (string? Num, int? Level, string? Style) OfStyle(string? style)
    {
        if (styled.TryGetValue(style ?? "", out var known)) return known;
        int? level = null;
        foreach (var candidate in styles.Chain(style))
        {
            var numbering = candidate.Child("pPr").Child("numPr");
            level ??= numbering.ChildWhole("ilvl");
            if (numbering.ChildValue("numId") is { } num)
                return styled[style ?? ""] = (num, level, (string?)candidate.Attribute(Ooxml.W + "styleId"));
        }

        return styled[style ?? ""] = (null, level, null);
    }

    private static string Format(XElement level) =>
        level.ChildValue("numFmt") ?? level.Descendants(Ooxml.W + "numFmt").Select(f => f.Value()).FirstOrDefault(f => f is not null)
            ?? "decimal";

    private List? Abstract(string num) => lists.TryGetValue(num, out var known) ? known : lists[num] = Found(num);

    // A list may hold no levels of its own but name a numbering style whose list has them.
    private List? Found(string num)
    {
        for (var step = 0; step < 8; step++)
        {
            if (!nums.TryGetValue(num, out var element) || element.List is not { } id || !abstracts.TryGetValue(id, out var list))
                return null;
            if (list.Link is not { } link) return list;
            if (styles.Find(link).Child("pPr").Child("numPr").ChildValue("numId") is not { } next || next == num)
                return linked.GetValueOrDefault(link);
            num = next;
        }

        return null;
    }

    private static XElement?[] ByLevel(IEnumerable<(XElement Element, int? Level)> elements)
    {
        var found = new XElement?[Levels];
        foreach (var (element, level) in elements)
        {
            if (level is >= 0 and < Levels) found[level.Value] ??= element;
        }

        return found;
    }

    private static int? LevelOf(XElement element) => Ooxml.Whole((string?)element.Attribute(Ooxml.W + "ilvl"));

    private sealed class Num
    {
        public Num(XElement element)
        {
            List = element.ChildValue("abstractNumId");
            Overrides = ByLevel(element.Elements(Ooxml.W + "lvlOverride").Select(o => (o, LevelOf(o))));
            Starts = [.. Overrides.Select(o => o.ChildWhole("startOverride"))];
        }

        public string? List { get; }

        public XElement?[] Overrides { get; }

        public int?[] Starts { get; }
    }

    private sealed class List
    {
        private readonly XElement?[] defined;

        public List(string id, XElement element)
        {
            Id = id;
            Link = element.ChildValue("numStyleLink");
            Single = element.ChildValue("multiLevelType") == "singleLevel";
            var levels = element.Elements(Ooxml.W + "lvl").ToList();
            defined = ByLevel(levels.Select(l => (l, (int?)(LevelOf(l) ?? 0))));
            foreach (var level in levels)
            {
                if (level.ChildValue("pStyle") is { } style) Linked.TryAdd(style, LevelOf(level) ?? 0);
            }
        }

        public string Id { get; }

        public string? Link { get; }

        public bool Single { get; }

        /// <summary>The level that each style named by a level stands for.</summary>
        public Dictionary<string, int> Linked { get; } = [];

        /// <summary>A level, or the nearest above it that there is.</summary>
        public XElement? Defined(int level)
        {
            for (; level >= 0; level--)
            {
                if (defined[level] is { } found) return found;
            }

            return null;
        }
    }
}
