using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>
/// The rows of NHS Digital's practice mapping file: which PCN each practice is in, and which STP (since July 2022: ICB) it lies in, on
/// the extract date.
/// </summary>
public sealed partial record MappingRows(ImmutableArray<MappingRows.Row> Rows) : ImportRows
{
    internal static readonly ImmutableArray<string> Columns =
        ["EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PCN_CODE", "PCN_NAME", "STP_CODE", "STP_NAME"];

    /// <summary>One practice on one day. Its PCN is null where the file writes a bare <c>U</c>.</summary>
    public sealed record Row(int Line, DateOnly Day, Named Practice, Named? Pcn, Named Icb);

    /// <summary>An organisation as the file names it.</summary>
    public sealed record Named(OdsCode Code, string Name);

    /// <inheritdoc/>
    public override int Count => Rows.Length;

    /// <inheritdoc/>
    public override IReadOnlyCollection<OdsCode> Organisations =>
        Rows.SelectMany(r => new[] { r.Practice, r.Pcn, r.Icb }).OfType<Named>().Select(n => n.Code).ToHashSet();

    internal static MappingRows Read(IEnumerable<ImportRow> rows, BadRows bad)
    {
        var read = new List<Row>();
        Row? first = null;
        foreach (var row in rows)
        {
            var day = row.Date("EXTRACT_DATE");
            if (first is not null && !row.IsBad && day != first.Day)
                row.Bad("EXTRACT_DATE", $"is not the date of line {first.Line}; one file is of one day");
            var practice = new Named(row.Code("PRACTICE_CODE", OrganisationKind.Practice), row.Name("PRACTICE_NAME"));
            var pcn = row.Cell("PCN_CODE").Equals("U", StringComparison.OrdinalIgnoreCase)
                ? null
                : new Named(row.Code("PCN_CODE", OrganisationKind.Pcn), row.Name("PCN_NAME"));
            var icb = new Named(row.Code("STP_CODE", OrganisationKind.Icb), row.Name("STP_NAME"));
            read.Add(new(row.Line, day, practice, pcn, icb));
            if (!row.IsBad) first ??= read[^1];
        }

        return new([.. read]);
    }
}
