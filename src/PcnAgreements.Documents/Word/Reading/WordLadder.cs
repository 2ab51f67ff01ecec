using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// Which lists and rows stand open, and so on which level the next label stands: by the list's identity first, then by what the label says.
/// </summary>
internal sealed class WordLadder
{
    private readonly OpenLabels typed = new();
    private readonly List<(string List, int Depth, string Row, string Full, int Level)> open = [];
    private bool heading;

    /// <summary>The level for a label that Word computes.</summary>
    public int Place(WordLabel label, int current, int top, int? outline, bool afterHeading = false)
    {
        var (list, depth) = (label.Place.List, label.Place.Level);
        foreach (var entry in open)
        {
            if (entry.List == list && entry.Depth == depth) return entry.Level;
        }

        var readings = LabelText.Parse(label.Text);
        foreach (var prefix in readings.Select(r => r.Prefix).OfType<string>())
        {
            if (open.FindLastIndex(o => o.Full == prefix) is >= 0 and var above) return open[above].Level + 1;
        }

        if (open.FindLastIndex(o => o.List == list && o.Depth < depth) is >= 0 and var parent) return open[parent].Level + 1;
        if (open.FindIndex(o => o.List == list && o.Depth > depth) is >= 0 and var child) return Math.Max(top, open[child].Level - 1);
        if (open.Count == 0) return Math.Max(top, outline is { } level && current >= top + level ? top + level : top);
        // "1." again after a heading without a number goes on at the level it had; without a heading it is a list within.
        var row = readings.Count > 0 ? readings[0].Row : label.Text;
        if ((heading || afterHeading || outline is not null) && open.FindIndex(o => o.Row == row) is >= 0 and var same)
            return open[same].Level;
        return open[^1].Level + 1;
    }

    /// <summary>Where a typed label goes; null when it is none.</summary>
    public (int Level, LabelReading Reading)? Typed(TypedLabel label, int current, int top) => typed.Place(label, current, top);

    /// <summary>Notes a clause with Word's label.</summary>
    public void Stand(int level, WordLabel label)
    {
        var readings = LabelText.Parse(label.Text);
        var reading = readings.FirstOrDefault(r => r.Ordinal == label.Ordinal) ?? (readings.Count > 0 ? readings[0] : null);
        Close(level);
        open.Add((label.Place.List, label.Place.Level, reading?.Row ?? label.Text, label.Text.Trim().TrimEnd('.'), level));
        typed.Stand(level, reading);
    }

    /// <summary>Notes a clause with a typed label.</summary>
    public void Stand(int level, LabelReading reading)
    {
        Close(level);
        typed.Stand(level, reading);
    }

    /// <summary>Notes a heading without a number.</summary>
    public void Heading() => heading = true;

    /// <summary>Forgets everything: a schedule has rows of its own.</summary>
    public void Restart()
    {
        open.Clear();
        typed.Restart();
        heading = false;
    }

    private void Close(int level)
    {
        open.RemoveAll(o => o.Level >= level);
        heading = false;
    }
}
