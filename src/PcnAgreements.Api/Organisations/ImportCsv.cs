using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using PcnAgreements.Domain.Organisations.Import;

namespace PcnAgreements.Api.Organisations;

/// <summary>
/// Takes a CSV file apart, with either line end, with or without a byte order mark; what the cells mean is the domain's to say.
/// </summary>
public static class ImportCsv
{
    /// <summary>What the file says; malformed when it is not UTF-8 text or has no header that is known.</summary>
    public static ImportReading Read(Stream file)
    {
        try
        {
            return Table(file).Read();
        }
        catch (DecoderFallbackException)
        {
            return new ImportReading.Malformed("The file is not UTF-8 text: save it as UTF-8 (in Excel, 'CSV UTF-8').");
        }
    }

    private static ImportTable Table(Stream file)
    {
        string? problem = null;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => problem = "has a quotation mark out of place",
        };
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        using var csv = new CsvParser(reader, configuration, leaveOpen: true);
        if (!csv.Read()) return new([], []);

        ImmutableArray<string> header = [.. csv.Record!];
        var lines = ImmutableArray.CreateBuilder<ImportLine>();
        while (true)
        {
            // A row is named by the line it begins on: the one after the last (RawRow counts line breaks inside quotes too), blank ones
            // skipped.
            var (last, row) = (csv.RawRow, csv.Row);
            problem = null;
            if (!csv.Read()) break;
            lines.Add(new(last + csv.Row - row, [.. csv.Record!], problem));
        }

        return new(header, lines.ToImmutable());
    }
}
