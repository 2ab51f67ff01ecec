using System.Globalization;
using System.Text;
using System.Text.Json;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Questions;

/// <summary>
/// Answers with the history of an agreement. As JSON in pages; as lines of JSON or as CSV whole, unless a page is asked for, in which case
/// <c>Link</c> names the next.
/// </summary>
internal sealed class HistoryEndpoint(
    ReadEndpoint reads, Histories histories, Chronicles chronicles, Answering answering, PeopleOnRecord people)
{
    /// <summary>The forms it can be had in.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["application/json", "application/x-ndjson", "text/csv"];

    private const int AtOnce = 500;

    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http)
    {
        var (shown, problem) = await reads.Find(http, SightLevel.Full, hasPast: true);
        var (question, malformed) = HistoryQuestion.Of(http.Request.Query);
        var (page, noPage) = Page.Of(http.Request.Query, IsVersion);
        if ((problem ?? malformed ?? noPage) is { } refused)
        {
            await refused.Write(http);
            return;
        }

        if (await ReadEndpoint.Choose(http, Forms) is not { } form) return;
        if (await reads.IsKnown(http, shown!, form, Forms[0], ReadEndpoint.TagWithComments(shown!))) return;
        var filter = await question!.Resolve(people, http.RequestAborted);
        var whole = form != Forms[0] && http.Request.Query["limit"].Count == 0 && page!.After is null;
        if (whole) await WriteAll(http, shown!, filter, form);
        else await WritePage(http, shown!, filter, page!, form);
    }

    /// <summary>The next events after a version, as somebody may see them.</summary>
    public async Task<IReadOnlyList<HistoryEventView>> Read(Shown shown, HistoryFilter? filter, long after, int limit, CancellationToken ct)
    {
        if (filter is null) return [];
        var (stream, upTo) = (StreamId.Of(shown.Agreement.Id), shown.Agreement.Version);
        var found = await histories.Read(stream, filter, after, upTo, limit, ct);
        if (found.Count == 0) return [];
        var sentences = await chronicles.UpTo(found[^1].Event, ct);
        return await answering.WithNames(names => found.ConvertAll(e => HistoryEventView.Of(
            e, sentences[(int)e.Event.Version - 1], HistoryEventView.IsWithheld(shown.Agreement, e.Event.Event, shown.Sight.Organisations),
            names)), ct);
    }

    private async Task WritePage(HttpContext http, Shown shown, HistoryFilter? filter, Page page, string form)
    {
        var after = page.After is { } place ? long.Parse(place, CultureInfo.InvariantCulture) : 0;
        var found = page.Of(
            await Read(shown, filter, after, page.LookFor, http.RequestAborted), e => e.Version.ToString(CultureInfo.InvariantCulture));
        if (found.Next is { } next) http.Response.Headers.Link = $"<{Following(http, next)}>; rel=\"next\"";
        if (form == Forms[0]) await Answering.Write(http, 200, found);
        else await Answering.WriteText(http, form, Head(form) + string.Concat(found.Items.Select(e => Line(e, form))));
    }

    // Written as it is read: a long history is never held whole.
    private async Task WriteAll(HttpContext http, Shown shown, HistoryFilter? filter, string form)
    {
        http.Response.ContentType = form == "text/csv" ? "text/csv; charset=utf-8" : form;
        var text = new StringBuilder(Head(form));
        for (long after = 0; ;)
        {
            var events = await Read(shown, filter, after, AtOnce, http.RequestAborted);
            foreach (var e in events) text.Append(Line(e, form));
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), http.RequestAborted);
            if (events.Count < AtOnce) return;
            text.Clear();
            after = events[^1].Version;
        }
    }

    private static string Head(string form) => form == "text/csv" ? CsvText.Line(HistoryEventView.Columns) : "";

    private static string Line(HistoryEventView e, string form) =>
        form == "text/csv" ? CsvText.Line(e.Cells) : JsonSerializer.Serialize(e, Json.Options) + "\n";

    private static string Following(HttpContext http, string cursor)
    {
        var others = http.Request.Query.Where(q => q.Key != "cursor").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        return http.Request.Path + QueryString.Create([.. others, KeyValuePair.Create<string, string?>("cursor", cursor)]);
    }

    private static bool IsVersion(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
