using System.Text;

namespace PcnAgreements.Documents.Word.Reading;

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
        else
            counts[place.Level] = counts[place.Level] is { } last
                ? last < int.MaxValue ? last + 1 : last
                : start ?? level.Start;
        for (var above = 0; above < place.Level; above++)
            counts[above] ??= numbering.StartOverride(place.Num, above) ?? numbering.Level(place.Num, above)?.Start ?? 1;
        for (var below = place.Level + 1; below < 9; below++)
        {
            if (numbering.Level(place.Num, below)?.Restart is { } restart && (restart == 0 || restart <= place.Level)) continue;
            counts[below] = null;
        }

        var text = numbering.Kept(Label(place.Num, level, counts));
        return new(
            text, numbering.Kept(Full(place, level, counts, text)), level.Format == "bullet", counts[place.Level]!.Value, place);
    }

    private string Label(string num, ListLevel level, int?[] counts)
    {
        var label = new StringBuilder();
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
