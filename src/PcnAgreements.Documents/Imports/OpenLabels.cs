namespace PcnAgreements.Documents.Imports;

/// <summary>
/// The labels that stand open while a file is read. A typed label is taken for a clause's only when it goes on where its row was, or
/// begins a row below what is open; a date, an amount or a list within a sentence does neither.
/// </summary>
internal sealed class OpenLabels
{
    private const int MostSkipped = 5;

    private readonly List<(string Row, int Ordinal, string Whole, int Level)> open = [];

    /// <summary>Where a label puts its clause; null when it continues nothing.</summary>
    /// <param name="label">The label.</param>
    /// <param name="current">The level of the clause that is being read; zero when there is none.</param>
    /// <param name="top">The level of clauses of row <c>1</c>: two within a schedule.</param>
    public (int Level, LabelReading Reading)? Place(TypedLabel label, int current, int top)
    {
        // What goes on beats what begins: (i) after (h) is a letter.
        foreach (var reading in label.Readings)
        {
            if (Continues(reading) is { } level) return (level, reading);
        }

        foreach (var reading in label.Readings)
        {
            if (Begins(reading, current, top) is { } level) return (level, reading);
        }

        return null;
    }

    /// <summary>
    /// Notes that a clause stands at a level, closing what was at that level and below; with no reading when it has no label.
    /// </summary>
    public void Stand(int level, LabelReading? reading)
    {
        open.RemoveAll(o => o.Level >= level);
        if (reading is not null) open.Add((reading.Row, reading.Ordinal, Whole(reading), level));
    }

    /// <summary>Forgets everything: a schedule begins its own rows.</summary>
    public void Restart() => open.Clear();

    private int? Continues(LabelReading reading)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            var last = open[i];
            if (last.Row != reading.Row || reading.Ordinal <= last.Ordinal || reading.Ordinal > last.Ordinal + MostSkipped) continue;
            // Letters and numerals skip nothing: (v) after (u) is a letter, after (i) it is no label of that row.
            if (reading.Row[0] is not '1' && reading.Ordinal != last.Ordinal + 1) continue;
            if (reading.Prefix is null || last.Whole.StartsWith(reading.Prefix, StringComparison.Ordinal)) return last.Level;
        }

        return null;
    }

    private int? Begins(LabelReading reading, int current, int top)
    {
        if (reading.Row == "1") return open.Count == 0 && reading.Ordinal <= MostSkipped ? top : null;
        if (reading.Prefix is { } prefix)
        {
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (open[i].Whole == prefix) return reading.Ordinal <= MostSkipped ? open[i].Level + 1 : null;
            }

            // A heading without a number stands for the first part of 2.1.
            return reading.Ordinal == 1 && current > 0 && !prefix.Contains('.', StringComparison.Ordinal) && open.Count == 0
                ? current + 1
                : null;
        }

        return reading.Ordinal == 1 && current > 0 ? Below(current) : null;
    }

    private int Below(int current) => open.Count == 0 ? current + 1 : Math.Max(current, open[^1].Level) + 1;

    private static string Whole(LabelReading reading) => reading.Row switch
    {
        "1" => reading.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ['1', '.', ..] => $"{reading.Prefix}.{reading.Ordinal}",
        _ => reading.Row,
    };
}
