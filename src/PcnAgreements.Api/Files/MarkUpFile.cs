using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Api.Http;
using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Files;

/// <summary>An export of ours that somebody marked up in Word: what it asks for, clause by clause.</summary>
/// <param name="Found">What was found in it.</param>
/// <param name="Ods">For whom it is sent (<c>?ods=</c>); null when the sender does not say.</param>
/// <param name="IsTrial">Whether it is only to be tried (<c>?dryRun=true</c>).</param>
/// <param name="Unfit">Why nothing can be proposed from it; null when something can.</param>
internal sealed record MarkUpFile(MarkedUpText Found, OdsCode? Ods, bool IsTrial, string? Unfit = null)
{
    /// <summary>The files that are taken.</summary>
    public static BodyForm<MarkUpFile> Form { get; } =
        new([WordExport.MediaType], Body.FileLimit, (http, body) => new(Read(http, body))) { Shown = typeof(string) };

    /// <summary>For whom it is sent.</summary>
    public static TakesQuery For { get; } = new("ods", "The organisation that proposes; may be left out when only one fits");

    /// <summary>What is wrong with it, once the agreement is known to be in a state that takes proposals.</summary>
    public Problems Check() => new Problems().Add("", Unfit);

    /// <summary>The proposals that can be made of it.</summary>
    public ProposeAmendments Command() => new([.. Found.Changes.Where(c => NoProposal(c) is null).Select(Change)]);

    /// <summary>
    /// The answer: the amendments, and what was found beside them. Names nobody, for it is kept; see <see cref="NameAuthors"/>.
    /// </summary>
    public string Report(Decision decision)
    {
        var proposed = new Queue<AmendmentProposed>(decision.Events.Select(e => (AmendmentProposed)e.Event));
        var amendments = proposed.Select(p => new
        {
            Key = p.Amendment, Ods = p.By, p.Op, p.Clause, p.Revision, p.Parent, p.After, p.Heading, p.Body,
            Status = AmendmentStatus.Proposed,
        }).ToList();
        var changes = Found.Changes.Select(c => new
        {
            c.Op, c.Clause, c.Place, c.Tracked,
            Amendment = NoProposal(c) is null && proposed.TryPeek(out var next) && next.Clause == c.Clause && next.Op == Op(c)
                ? proposed.Dequeue().Amendment
                : (AmendmentKey?)null,
        }).ToList();
        var report = Found.Report with
        {
            LeftOut =
            [
                .. Found.Report.LeftOut,
                .. Found.Changes.Where(c => NoProposal(c) is not null).Select(c => new LeftOut(c.Place, Words(c), NoProposal(c)!))
            ],
            Warnings =
            [
                .. Found.Report.Warnings,
                .. Found.Changes.Where(c => !c.Tracked)
                    .Select(c => new ImportWarning(c.Place, "Changed without being tracked: proposed all the same."))
            ],
        };
        return JsonSerializer.Serialize(
            new { DryRun = IsTrial, Found.TextHash, Amendments = amendments, Changes = changes, Report = report }, Json.Options);
    }

    /// <summary>Adds to the answer who made the changes, as the file says.</summary>
    public void NameAuthors(JsonNode report)
    {
        foreach (var (line, change) in report["changes"]!.AsArray().Zip(Found.Changes))
            line!["authors"] = JsonSerializer.SerializeToNode(change.Authors, Json.Options);
    }

    private static (MarkUpFile? File, Problem? Problem) Read(HttpContext http, Body body)
    {
        var query = new QueryText(http.Request.Query);
        var (ods, trial) = (query.Key<OdsCode>("ods", "an ODS code"), query.Flag("dryRun"));
        if (query.Problem is { } malformed) return (null, malformed);
        if (WordAmendments.Read(new MemoryStream(body.Bytes, writable: false), out var problem) is { } found)
            return (new(found, ods, trial == true), null);
        return WordProblems.IsRule(problem!)
            ? (new(new(null, [], new()), ods, trial == true, problem!.Detail), null)
            : (null, WordProblems.Of(problem!));
    }

    // What an amendment cannot say is told, with its words, and not lost.
    private static string? NoProposal(MarkUp change) => change switch
    {
        { UnderAdded: true, Op: MarkUpOp.Add } => "a new clause below another new one cannot be proposed before that stands",
        { UnderAdded: true } => "a clause cannot be moved below a new one before that stands",
        { Op: MarkUpOp.Add, Schedule: true } => "a new schedule cannot be proposed; the convenor can add one",
        _ => null,
    };

    private static MarkedChange Change(MarkUp change) => new(
        change.Op switch
        {
            MarkUpOp.Reword => new(AmendmentOp.Reword, change.Clause, change.Wording.Heading, change.Wording.Body),
            MarkUpOp.Strike => new(AmendmentOp.Strike, change.Clause),
            MarkUpOp.Move => new(AmendmentOp.Move, change.Clause, At: Place.Of(change.Parent, change.After)),
            _ => new(AmendmentOp.Add, null, change.Wording.Heading, change.Wording.Body, Place.Of(change.Parent, change.After)),
        },
        change.Was?.Hash, change.Place);

    private static AmendmentOp Op(MarkUp change) => change.Op switch
    {
        MarkUpOp.Reword => AmendmentOp.Reword,
        MarkUpOp.Strike => AmendmentOp.Strike,
        MarkUpOp.Move => AmendmentOp.Move,
        _ => AmendmentOp.Add,
    };

    private static string Words(MarkUp change) =>
        string.Join('\n', new[] { change.Wording.Heading, change.Wording.Body }.Where(t => t is { Length: > 0 }));
}
