using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>One level of a list as it holds for one num.</summary>
internal sealed record ListLevel(int Start, string Format, string Text, bool Legal, int? Restart);

/// <summary>Which list a paragraph belongs to, and how deep in it.</summary>
internal sealed record ListPlace(string List, string Num, int Level);

/// <summary>
/// The lists of a document, and which of them a paragraph belongs to: its own numbering first, then that of its style and the styles that
/// is based on.
/// </summary>
internal sealed class WordNumbering
{
    private readonly Dictionary<string, XElement> abstracts = [];
    private readonly Dictionary<string, XElement> nums = [];
    private readonly Dictionary<(string Num, int Level), ListLevel?> levels = [];
    private readonly WordStyles styles;

    public WordNumbering(XElement? root, WordStyles styles)
    {
        this.styles = styles;
        foreach (var element in root?.Elements() ?? [])
        {
            if (element.Name == Ooxml.W + "abstractNum" && (string?)element.Attribute(Ooxml.W + "abstractNumId") is { } id)
                abstracts.TryAdd(id, element);
            if (element.Name == Ooxml.W + "num" && (string?)element.Attribute(Ooxml.W + "numId") is { } num) nums.TryAdd(num, element);
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
            foreach (var candidate in styles.Chain(style))
            {
                var numbering = candidate.Child("pPr").Child("numPr");
                level ??= numbering.ChildWhole("ilvl");
                if ((num = numbering.ChildValue("numId")) is null) continue;
                from = (string?)candidate.Attribute(Ooxml.W + "styleId");
                break;
            }
        }

        if (num is null or "0" || Abstract(num) is not { } list) return null;
        level ??= from is null ? 0 : Linked(list, from) ?? 0;
        if (list.ChildValue("multiLevelType") == "singleLevel") level = 0;
        return new(Id(list), num, Math.Clamp(level.Value, 0, 8));
    }

    /// <summary>A level as a num has it; null when the list does not define it, nor a higher one.</summary>
    public ListLevel? Level(string num, int level)
    {
        if (levels.TryGetValue((num, level), out var known)) return known;
        var list = Abstract(num);
        var overridden = nums[num].Elements(Ooxml.W + "lvlOverride")
            .FirstOrDefault(o => Ooxml.Whole((string?)o.Attribute(Ooxml.W + "ilvl")) == level);
        var element = overridden.Child("lvl") ?? Defined(list, level);
        ListLevel? read = element is null ? null : new(
            element.ChildWhole("start") ?? 0, Format(element), element.ChildValue("lvlText") ?? "", element.Toggle("isLgl") == true,
            overridden.Child("lvl") is null ? element.ChildWhole("lvlRestart") : null);
        return levels[(num, level)] = read;
    }

    /// <summary>Where a num starts a level anew; null when it does not.</summary>
    public int? StartOverride(string num, int level) => nums[num].Elements(Ooxml.W + "lvlOverride")
        .FirstOrDefault(o => Ooxml.Whole((string?)o.Attribute(Ooxml.W + "ilvl")) == level).ChildWhole("startOverride");

    private static XElement? Defined(XElement? list, int level)
    {
        for (var at = level; at >= 0; at--)
        {
            if (list?.Elements(Ooxml.W + "lvl")
                .FirstOrDefault(l => (Ooxml.Whole((string?)l.Attribute(Ooxml.W + "ilvl")) ?? 0) == at) is { } found) return found;
        }

        return null;
    }

    private static string Format(XElement level) =>
        level.ChildValue("numFmt") ?? level.Descendants(Ooxml.W + "numFmt").Select(f => f.Value()).FirstOrDefault(f => f is not null)
            ?? "decimal";

    // A list may hold no levels of its own but name a numbering style whose list has them.
    private XElement? Abstract(string num)
    {
        for (var step = 0; step < 8; step++)
        {
            if (!nums.TryGetValue(num, out var element) || element.ChildValue("abstractNumId") is not { } id
                || !abstracts.TryGetValue(id, out var list)) return null;
            if (list.ChildValue("numStyleLink") is not { } link) return list;
            if (styles.Find(link).Child("pPr").Child("numPr").ChildValue("numId") is not { } next || next == num)
                return abstracts.Values.FirstOrDefault(a => a.ChildValue("styleLink") == link);
            num = next;
        }

        return null;
    }

    private static int? Linked(XElement list, string style) => list.Elements(Ooxml.W + "lvl").Where(l => l.ChildValue("pStyle") == style)
        .Select(l => Ooxml.Whole((string?)l.Attribute(Ooxml.W + "ilvl"))).FirstOrDefault();

    private static string Id(XElement list) => (string)list.Attribute(Ooxml.W + "abstractNumId")!;
}

/// <summary>A paragraph's label as Word prints it.</summary>
/// <param name="Text">The label; empty for a bullet and for a level that prints none.</param>
/// <param name="Full">The label in full context, as a cross-reference prints it, full stops at its end left out.</param>
/// <param name="Bullet">Whether it is a bullet.</param>
/// <param name="Ordinal">The counter of its own level.</param>
/// <param name="Place">The list it stands in.</param>
internal sealed record WordLabel(string Text, string Full, bool Bullet, int Ordinal, ListPlace Place);

/// <summary>Counts a story's lists in document order: one set of counters for each abstract list, whatever nums point to it.</summary>
internal sealed class WordCounters(WordNumbering numbering)
{
    private readonly Dictionary<string, int?[]> counters = [];
    private readonly HashSet<(string, int)> started = [];

    public WordLabel? Next(ListPlace place)
    {
        if (numbering.Level(place.Num, place.Level) is not { } level) return null;
        if (!counters.TryGetValue(place.List, out var counts)) counters[place.List] = counts = new int?[9];
        var start = numbering.StartOverride(place.Num, place.Level);
        if (start is { } value && started.Add((place.Num, place.Level))) counts[place.Level] = value;
        else counts[place.Level] = counts[place.Level] is { } last ? last + 1 : start ?? level.Start;
        for (var above = 0; above < place.Level; above++)
            counts[above] ??= numbering.StartOverride(place.Num, above) ?? numbering.Level(place.Num, above)?.Start ?? 1;
        for (var below = place.Level + 1; below < 9; below++)
        {
            if (numbering.Level(place.Num, below)?.Restart is { } restart && (restart == 0 || restart <= place.Level)) continue;
            counts[below] = null;
        }

        var text = Label(place.Num, level, counts);
        return new(text, Full(place, level, counts, text), level.Format == "bullet", counts[place.Level]!.Value, place);
    }

    private string Label(string num, ListLevel level, int?[] counts)
    {
        var label = new System.Text.StringBuilder();
        for (var i = 0; i < level.Text.Length; i++)
        {
            if (level.Text[i] != '%' || i + 1 >= level.Text.Length || level.Text[i + 1] is not (>= '1' and <= '9'))
                label.Append(level.Text[i]);
            else
            {
                var k = level.Text[++i] - '1';
                var named = numbering.Level(num, k);
                var format = named?.Format ?? "decimal";
                if (level.Legal && format is not ("decimalZero" or "none" or "bullet")) format = "decimal";
                label.Append(NumberFormat.Print(counts[k] ?? named?.Start ?? 0, format));
            }
        }

        return level.Format is "bullet" or "none" && !level.Text.Contains('%', StringComparison.Ordinal) ? "" : label.ToString();
    }

    private string Full(ListPlace place, ListLevel level, int?[] counts, string own)
    {
        var full = own.TrimEnd('.', ' ');
        var shown = level.Text;
        for (var above = place.Level - 1; above >= 0; above--)
        {
            if (shown.Contains($"%{above + 1}", StringComparison.Ordinal)) break;
            if (numbering.Level(place.Num, above) is not { } parent || parent.Format is "bullet" or "none") continue;
            var label = Label(place.Num, parent, counts);
            full = (full.StartsWith('(') ? label.TrimEnd('.', ' ') : label) + full;
            shown = parent.Text;
        }

        return full;
    }
}
