using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PcnAgreements.Api.Http;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Markdown;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Templates;

/// <summary>A file with a text, read into clauses.</summary>
/// <param name="Found">What was found in it.</param>
/// <param name="IsTrial">Whether it is only to be tried (<c>?dryRun=true</c>).</param>
internal sealed record TextFile(ImportResult Found, bool IsTrial)
{
    private const string Markdown = "text/markdown";

    /// <summary>The files that are taken.</summary>
    public static BodyForm<TextFile> Form { get; } = new([Markdown], Body.FileLimit, (http, body) => new(Read(http, body))) { Shown = typeof(string) };

    /// <summary>That a file may be tried.</summary>
    public static TakesQuery DryRun { get; } = new("dryRun", "true: say what would be found, and record nothing");

    /// <summary>Its clauses with the keys that travelled in the file, or stand-ins: for an agreement, which gives its own where they are not free.</summary>
    public ImmutableArray<ClauseDraft> ForAgreement => [.. Found.Clauses.Select(c => Draft(c, c.Key, c.Parent, c.Body))];

    /// <summary>Its clauses with the keys of a template: those that travelled in the file if all of them did, else by place.</summary>
    public ImmutableArray<ClauseDraft> ForTemplate
    {
        get
        {
            var keys = Found.Clauses.All(c => c.Key.IsNational) ? Found.Clauses.ToDictionary(c => c.Key, c => c.Key) : Places();
            return [.. Found.Clauses.Select(c => Draft(c, keys[c.Key], c.Parent is { } parent ? keys[parent] : null, ClauseReferences.Rekeyed(c.Body, keys)))];
        }
    }

    /// <summary>What was found and what could not be kept, as the answer: the clauses under the keys they got.</summary>
    public string Report(IReadOnlyList<ClauseKey> keys)
    {
        var clauses = Found.Clauses.Select((c, i) => new
        {
            Key = keys[i], c.Number, c.SourceNumber, c.Level, c.Schedule, c.Blank, c.Heading, c.Place,
        });
        return JsonSerializer.Serialize(new { DryRun = IsTrial, Clauses = clauses, Found.Report }, Json.Options);
    }

    private static (TextFile? File, Problem? Problem) Read(HttpContext http, Body body)
    {
        var trial = http.Request.Query["dryRun"];
        if (trial.Count > 1 || (trial.Count == 1 && trial.ToString() is not ("true" or "false"))) return (null, Problem.Malformed("dryRun is true or false."));
        // The one place that tells kinds of file apart.
        var (found, problem) = body.ContentType switch
        {
            Markdown or "" => OfMarkdown(body.Bytes),
            _ => (null, Problem.UnsupportedMedia(string.Join(" or ", Form.Types))),
        };
        return found is null ? (null, problem) : (new(found, trial.ToString() == "true"), null);
    }

    private static (ImportResult? Found, Problem? Problem) OfMarkdown(byte[] bytes)
    {
        try
        {
            return (MarkdownText.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Problem.Malformed("The file is not UTF-8 text."));
        }
    }

    private static ClauseDraft Draft(ImportedClause c, ClauseKey key, ClauseKey? parent, string body) =>
        new(key, parent, c.Heading, body, c.Schedule && c.Parent is null, c.Numbered, c.Blank);

    private Dictionary<ClauseKey, ClauseKey> Places()
    {
        var keys = new Dictionary<ClauseKey, ClauseKey>();
        foreach (var siblings in Found.Clauses.GroupBy(c => c.Parent))
        {
            foreach (var (place, clause) in siblings.Index())
            {
                var above = clause.Parent is { } parent ? $"{keys[parent]}." : "n";
                keys[clause.Key] = ClauseKey.Parse(above + (place + 1).ToString(CultureInfo.InvariantCulture));
            }
        }

        return keys;
    }
}
