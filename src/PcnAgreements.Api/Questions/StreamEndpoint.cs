using System.Globalization;
using System.Text;
using System.Text.Json;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Followers;

namespace PcnAgreements.Api.Questions;

/// <summary>
/// Sends an agreement's events as they commit (server-sent events): <c>id</c> is the version, <c>event</c> the type, <c>data</c> the event
/// as histories show it. Begins with what comes next, unless <c>Last-Event-ID</c> (the last one seen) or <c>?from=</c> (the first one
/// wanted) says otherwise. May the caller still read it? is asked before every event and every few seconds: when not, the stream ends. It
/// ends with the token, and after a day, too.
/// </summary>
internal sealed class StreamEndpoint(
    ReadEndpoint reads, HistoryEndpoint histories, LogFollowers followers, IHostApplicationLifetime life,
    TimeProvider time)
{
    private const int AtOnce = 100;
    private const string LastSeen = "Last-Event-ID";
    private static readonly TimeSpan JudgeEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Answers one request for as long as it goes on.</summary>
    public async Task Handle(HttpContext http)
    {
        var (shown, problem) = await reads.Find(http, SightLevel.Full, hasPast: false);
        var (after, malformed) = After(http);
        if ((problem ?? malformed ?? NotThere(http, after, shown?.Agreement.Version)) is { } refused)
        {
            await refused.Write(http);
            return;
        }

        if (await ReadEndpoint.Choose(http, ["text/event-stream"]) is not { } form) return;
        http.Response.ContentType = form;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var left = Answering.Caller(http).Expires - time.GetUtcNow() ?? Longest;
        stop.CancelAfter(left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left);
        try
        {
            await Write(http, "retry: 2000\n: begun\n\n", stop.Token);
            await Follow(http, StreamId.Of(shown!.Agreement.Id), after ?? shown.Agreement.Version, stop);
        }
        catch (Exception e) when (e is LogUnavailableException || (e is OperationCanceledException && stop.IsCancellationRequested))
        {
            // The client comes back by itself and goes on from the last version it has seen.
        }
    }

    private async Task Follow(HttpContext http, StreamId stream, long after, CancellationTokenSource stop)
    {
        await using var growth = followers.Watch(stream, after, stop.Token).GetAsyncEnumerator(stop.Token);
        var grown = Next(growth, after);
        try
        {
            for (var spoken = time.GetTimestamp(); ;)
            {
                var quiet = await Task.WhenAny(grown, Task.Delay(JudgeEvery, time, stop.Token)) != grown;
                stop.Token.ThrowIfCancellationRequested();
                var (shown, problem) = await reads.Find(http, SightLevel.Full, hasPast: false);
                if (problem is not null) return;
                if (!quiet)
                {
                    if (!await grown) return;
                    after = await Send(http, shown!, after, stop.Token);
                    grown = Next(growth, after);
                    spoken = time.GetTimestamp();
                }
                else if (time.GetElapsedTime(spoken) >= Heartbeat)
                {
                    await Write(http, ":\n\n", stop.Token);
                    spoken = time.GetTimestamp();
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)grown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Passes over what was sent with the ones before it: that is much when a client comes back late.
    private static async Task<bool> Next(IAsyncEnumerator<LoggedEvent> growth, long after)
    {
        while (await growth.MoveNextAsync())
        {
            if (growth.Current.Version > after) return true;
        }

        return false;
    }

    private async Task<long> Send(HttpContext http, Shown shown, long after, CancellationToken ct)
    {
        while (true)
        {
            var events = await histories.Read(shown, new(), after, AtOnce, ct);
            var text = new StringBuilder();
            foreach (var e in events)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"id: {e.Version}\nevent: {e.Type}\ndata: {JsonSerializer.Serialize(e, Json.Options)}\n\n");
            await Write(http, text.ToString(), ct);
            if (events.Count > 0) after = events[^1].Version;
            if (events.Count < AtOnce) return after;
        }
    }

    private static async Task Write(HttpContext http, string text, CancellationToken ct)
    {
        await http.Response.WriteAsync(text, ct);
        await http.Response.Body.FlushAsync(ct);
    }

    private static (long? After, Problem? Problem) After(HttpContext http)
    {
        var (last, from) = (http.Request.Headers[LastSeen], http.Request.Query["from"]);
        if (last.Count > 0)
            return Number(last.ToString()) is { } seen
                ? (seen, null)
                : (null, Problem.Malformed("Last-Event-ID is not the id of an event of this stream: a version, such as 42."));
        if (from.Count == 0) return (null, null);
        return Number(from.ToString()) is { } first and > 0
            ? (first - 1, null)
            : (null, Problem.Malformed("from is a version, such as 42."));
    }

    private static Problem? NotThere(HttpContext http, long? after, long? version) => after > version
        ? Problem.Invalid(http.Request.Headers.ContainsKey(LastSeen) ? LastSeen : "?from", "is a version that is not there yet")
        : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
