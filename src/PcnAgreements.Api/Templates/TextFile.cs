using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PcnAgreements.Api.Files;
using PcnAgreements.Api.Http;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Markdown;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Templates;

/// <summary>A file with a text, read into clauses.</summary>
/// <param name="Found">What was found in it.</param>
/// <param name="IsTrial">Whether it is only to be tried (<c>?dryRun=true</c>).</param>
/// <param name="Unfit">
/// Why it cannot be taken as it is, and what it is that says so (<c>?changes</c>, when its tracked changes are to be decided); null when it
/// can.
/// </param>
internal sealed record TextFile(ImportResult Found, bool IsTrial, (string Pointer, string Message)? Unfit = null)
{
    private const string Markdown = "text/markdown";

    /// <summary>The files that are taken.</summary>
    public static BodyForm<TextFile> Form { get; } = new(
        [Markdown, WordExport.MediaType], Body.FileLimit, (http, body) => new(Read(http, body))) { Shown = typeof(string) };

    /// <summary>That a file may be tried.</summary>
    public static TakesQuery DryRun { get; } = new("dryRun", "true: say what would be found, and record nothing");

    /// <summary>What becomes of tracked changes.</summary>
    public static TakesQuery Changes { get; } = new(
        "changes", "accept or reject: what to do with a Word file's tracked changes; left out, a file that has some is refused");

    /// <summary>What must be said before it can be taken.</summary>
    public Problems Check() => new Problems().Add(Unfit?.Pointer ?? "", Unfit?.Message);

    /// <summary>
    /// Its clauses with the keys that travelled in the file, or stand-ins: for an agreement, which gives its own where they are not free.
    /// </summary>
    public ImmutableArray<ClauseDraft> ForAgreement => [.. Found.Clauses.Select(c => Draft(c, c.Key, c.Parent, c.Body))];

    /// <summary>Its clauses with the keys of a template: those of that form that travelled in the file, all others by place.</summary>
    public ImmutableArray<ClauseDraft> ForTemplate
    {
        get
        {
            var keys = TemplateKeys();
            return [.. Found.Clauses.Select(c =>
                Draft(c, keys[c.Key], c.Parent is { } parent ? keys[parent] : null, ClauseReferences.Rekeyed(c.Body, keys)))];
        }
    }

    /// <summary>What was found and what could not be kept, as the answer: the clauses under the keys they got.</summary>
    public string Report(IReadOnlyList<ClauseKey> keys)
    {
        var given = Found.Clauses.Zip(keys).ToDictionary(c => c.First.Key, c => c.Second);
        var clauses = Found.Clauses.Select(c => new
        {
            Key = given[c.Key], Parent = Given(c.Parent), c.Number, c.SourceNumber, c.Heading,
            Body = ClauseReferences.Rekeyed(c.Body, given), c.Level,
            c.Schedule, c.Numbered, c.Blank, c.Place,
        });
        var report = Found.Report with
        {
            Blanks = [.. Found.Report.Blanks.Select(b => b with { Clause = Given(b.Clause)!.Value })],
            NumberDiffers = [.. Found.Report.NumberDiffers.Select(n => n with { Clause = Given(n.Clause)!.Value })],
            References = [.. Found.Report.References.Select(r => r with { Clause = Given(r.Clause) })],
        };
        return JsonSerializer.Serialize(new { DryRun = IsTrial, Clauses = clauses, Report = report }, Json.Options);

        ClauseKey? Given(ClauseKey? found) => found is { } key ? given.GetValueOrDefault(key, key) : null;
    }

    private static (TextFile? File, Problem? Problem) Read(HttpContext http, Body body)
    {
        var query = new QueryText(http.Request.Query);
        var trial = query.Flag("dryRun") == true;
        var changes = query.Enum<TrackedDecision>("changes");
        if (query.Problem is { } malformed) return (null, malformed);
        // The one place that tells kinds of file apart.
        if (body.ContentType == WordExport.MediaType) return OfWord(body.Bytes, changes, trial);
        var (found, problem) = OfMarkdown(body.Bytes);
        return found is null ? (null, problem) : (new(found, trial), null);
    }

    // Whether the file can be taken at all comes before what is to be decided about it, as for every request.
    private static (TextFile? File, Problem? Problem) OfWord(byte[] bytes, TrackedDecision? changes, bool trial)
    {
        var wanted = changes switch
        {
            TrackedDecision.Accept => TrackedChanges.Accept,
            TrackedDecision.Reject => TrackedChanges.Reject,
            _ => TrackedChanges.Refuse,
        };
        if (Read(wanted, out var problem) is { } found) return (new(found, trial), null);
        if (!WordProblems.IsRule(problem!)) return (null, WordProblems.Of(problem!));
        var anyway = Read(TrackedChanges.Accept, out _) ?? new([], new());
        return (new(anyway, trial, (problem!.Kind == WordProblemKind.TrackedChanges ? "?changes" : "", problem.Detail)), null);

        ImportResult? Read(TrackedChanges tracked, out WordProblem? why) =>
            WordImport.Read(new MemoryStream(bytes, writable: false), tracked, out why);
    }

    private static (ImportResult? Found, Problem? Problem) OfMarkdown(byte[] bytes)
    {
        try
        {
            return (MarkdownText.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Problem.Malformed("The file is not UTF-8 text: save it as UTF-8."));
        }
    }

    private static ClauseDraft Draft(ImportedClause c, ClauseKey key, ClauseKey? parent, string body) =>
        new(key, parent, c.Heading, body, c.Schedule && c.Parent is null, c.Numbered, c.Blank);

    private Dictionary<ClauseKey, ClauseKey> TemplateKeys()
    {
        var keys = Found.Clauses.Where(c => c.Key.IsNational).ToDictionary(c => c.Key, c => c.Key);
        var taken = keys.Keys.ToHashSet();
        foreach (var siblings in Found.Clauses.GroupBy(c => c.Parent))
        {
            foreach (var (place, clause) in siblings.Index().Where(c => !c.Item.Key.IsNational))
                keys[clause.Key] = Free(clause.Parent is { } parent ? $"{keys[parent]}." : "n", place + 1, taken);
        }

        return keys;
    }

    private static ClauseKey Free(string above, int ordinal, HashSet<ClauseKey> taken)
    {
        for (; ; ordinal++)
        {
            // Below a key that has as many parts as one may have, there is none: such a clause gets one from the top.
            if (!ClauseKey.TryParse(above + ordinal.ToString(CultureInfo.InvariantCulture), out var key)) above = "n";
            else if (taken.Add(key)) return key;
        }
    }
}

/// <summary>What is to become of tracked changes, as a request says it.</summary>
internal enum TrackedDecision
{
    /// <summary>The text is read with all of them.</summary>
    Accept,

    /// <summary>The text is read without them.</summary>
    Reject,
}
