using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Questions;

/// <summary>Answers what changed in the text between two versions or times, from its first version to now unless asked otherwise.</summary>
internal sealed class RedlineEndpoint(ReadEndpoint reads, ILog log, Answering answering)
{
    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http)
    {
        var (shown, problem) = await reads.Find(http, SightLevel.Full, hasPast: true);
        var (from, badFrom) = AsOf.Of(http, "from");
        var (to, badTo) = AsOf.Of(http, "to");
        var include = http.Request.Query["include"];
        var badInclude = include.Any(i => i != "unchanged") ? Problem.Malformed("include takes unchanged, and nothing else.") : null;
        if ((problem ?? badFrom ?? badTo ?? badInclude) is { } refused)
        {
            await refused.Write(http);
            return;
        }

        if (await ReadEndpoint.Choose(http, RedlineView.Forms) is not { } form) return;
        var (agreement, ct) = (shown!.Agreement, http.RequestAborted);
        // A time is looked up before it is known whether there is an answer; a version is not.
        var events = from?.Time is null && to?.Time is null ? null : await Read(agreement, ct);
        var (first, noFrom) = VersionAt(from ?? new(1, null), "from", agreement, events, shown.Now);
        var (last, noTo) = VersionAt(to ?? new(agreement.Version, null), "to", agreement, events, shown.Now);
        if ((noFrom ?? noTo ?? (first > last ? Problem.Invalid("?from", "must not come after to") : null)) is { } missing)
        {
            await missing.Write(http);
            return;
        }

        if (await reads.IsKnown(http, shown, form, RedlineView.Forms[0], Answering.ETag(agreement.Present))) return;
        events ??= await Read(agreement, ct);
        var (earlier, later) = (At(events, first), At(events, last));
        if (form == WordExport.MediaType)
        {
            await Answering.WriteFile(
                http, await answering.WithNames(names => TrackedChangesFile.Of(earlier, later, events, names), ct));
            return;
        }

        var view = RedlineView.Of(earlier, later, include.Count > 0);
        if (form == RedlineView.Forms[0]) await Answering.Write(http, 200, view);
        else await Answering.WriteText(http, form, view.Html());
    }

    private static Agreement At(List<LoggedEvent> events, long version) =>
        (Agreement)Fold.Evolve(Fold.Empty(events[0].Stream), events.TakeWhile(e => e.Version <= version));

    private async Task<List<LoggedEvent>> Read(Agreement agreement, CancellationToken ct) =>
        [.. (await log.ReadStream(StreamId.Of(agreement.Id), 0, ct)).TakeWhile(e => e.Version <= agreement.Version)];

    private static (long Version, Problem? Problem) VersionAt(
        AsOf at, string name, Agreement agreement, List<LoggedEvent>? events, DateTimeOffset now) =>
        at switch
    {
        { Version: 0 } => (0, Problem.NotFound("Versions begin with 1.")),
        { Version: { } version } =>
            version <= agreement.Version ? (version, null) : (0, Problem.Invalid($"?{name}", "is a version that is not there yet")),
        { Time: { } time } when time > now => (0, Problem.Invalid($"?{name}", "must not be in the future")),
        _ =>
            events!.FindLast(e => e.At <= at.Time) is { } last
                ? (last.Version, null)
                : (0, Problem.NotFound("The agreement had not been drafted then.")),
    };
}
