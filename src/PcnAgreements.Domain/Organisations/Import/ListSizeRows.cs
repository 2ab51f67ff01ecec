using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>The rows of NHS Digital's list-size file: how many patients each practice had on the extract date.</summary>
public sealed record ListSizeRows(ImmutableArray<ListSizeRows.Row> Rows) : ImportRows
{
    internal static readonly ImmutableArray<string> Columns = ["EXTRACT_DATE", "CODE", "NUMBER_OF_PATIENTS"];

    /// <summary>One practice's list size.</summary>
    public sealed record Row(int Line, DateOnly AsAt, OdsCode Practice, int Count);

    /// <inheritdoc/>
    public override int Count => Rows.Length;

    /// <inheritdoc/>
    public override IReadOnlyCollection<OdsCode> Organisations => [.. Rows.Select(r => r.Practice).Distinct()];

    internal static ListSizeRows Read(IEnumerable<ImportRow> rows, BadRows bad)
    {
        var read = new List<Row>();
        var first = new Dictionary<(OdsCode, DateOnly), Row>();
        foreach (var row in rows)
        {
            row.MustBe("TYPE", "GP");
            row.MustBe("SEX", "ALL");
            row.MustBe("AGE", "ALL");
            var size = new Row(
                row.Line, row.Date("EXTRACT_DATE"), row.Code("CODE", OrganisationKind.Practice), row.Number("NUMBER_OF_PATIENTS"));
            read.Add(size);
            if (row.IsBad || first.TryAdd((size.Practice, size.AsAt), size)) continue;
            var before = first[(size.Practice, size.AsAt)];
            if (before.Count != size.Count)
                row.Bad("NUMBER_OF_PATIENTS", $"contradicts line {before.Line}, which has {before.Count} for {size.Practice}");
        }

        return new([.. read]);
    }

    /// <inheritdoc/>
    public override ImportDecision Decide(IReadOnlyDictionary<OdsCode, Organisation> present)
    {
        var bad = new BadRows(Count);
        var flags = ImmutableArray.CreateBuilder<ImportFlag>();
        var changes = new Dictionary<OdsCode, List<DomainEvent>>();
        var seen = new HashSet<(OdsCode, DateOnly)>();
        var counts = ImportCounts.None;
        var unmatched = 0;
        foreach (var row in Rows)
        {
            if (!present.TryGetValue(row.Practice, out var practice) || !practice.Exists)
            {
                unmatched++;
                continue;
            }

            if (practice.Kind != OrganisationKind.Practice)
                bad.Add(row.Line, "CODE", $"{row.Practice} is registered, but not as a practice");
            if (!seen.Add((row.Practice, row.AsAt)))
            {
                flags.Add(new(row.Line, $"{row.Practice} is listed twice."));
                continue;
            }

            var known = practice.ListSizes.TryGetValue(row.AsAt, out var count);
            counts += ImportCounts.One(!known, count != row.Count);
            if (known && count == row.Count) continue;
            if (!changes.TryGetValue(row.Practice, out var events)) changes[row.Practice] = events = [];
            events.Add(new ListSizeRecorded(row.AsAt, row.Count));
        }

        if (bad.Refusal is { } refusal) return ImportDecision.Refused(refusal);
        return new(
            null, new(ImportKind.ListSizes, Count, ImportCounts.None, ImportCounts.None, counts, unmatched, flags.ToImmutable()),
            [.. changes.Select(c => new ImportedChange(c.Key, [.. c.Value]))]);
    }
}
