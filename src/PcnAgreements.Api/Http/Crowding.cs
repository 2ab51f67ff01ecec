using System.Threading.RateLimiting;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Host;

namespace PcnAgreements.Api.Http;

/// <summary>
/// How much may be under way and wait at once, so that whoever is taken in is answered soon and memory has a bound: beyond it 503. One
/// person gets a part of it, so that nobody who sends too much keeps the others out: beyond that 429. Event streams, which last, are
/// counted by themselves: each person may hold some open, enough for a few windows, too few to tie this process up.
/// </summary>
internal sealed class Crowding : IDisposable
{
    private const int StreamsEach = 10;
    private static readonly object Everybody = new();
    private readonly RequestDelegate next;
    private readonly PartitionedRateLimiter<HttpContext> each;
    private readonly PartitionedRateLimiter<HttpContext> all;

    public Crowding(RequestDelegate next, Settings settings)
    {
        this.next = next;
        var load = settings.Load;
        each = Limited(load.AtOnceEach, load.WaitingEach, http => (Answering.Caller(http).Subject, IsStream(http)));
        all = Limited(load.AtOnce, load.Waiting, _ => Everybody);

        static PartitionedRateLimiter<HttpContext> Limited<TKey>(int atOnce, int waiting, Func<HttpContext, TKey> of)
            where TKey : notnull =>
            PartitionedRateLimiter.Create<HttpContext, TKey>(http => RateLimitPartition.GetConcurrencyLimiter(of(http), _ => IsStream(http)
                ? new() { PermitLimit = StreamsEach, QueueLimit = 0 }
                : new() { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
    }

    public async Task Invoke(HttpContext http)
    {
        if (http.Items[typeof(Caller)] is not Caller)
        {
            await next(http);
            return;
        }

        using var place = await each.AcquireAsync(http, 1, http.RequestAborted);
        if (!place.IsAcquired)
        {
            await Problem.RateLimited(IsStream(http) ? 5 : 1).Write(http);
            return;
        }

        using var turn = IsStream(http) ? null : await all.AcquireAsync(http, 1, http.RequestAborted);
        await (turn is { IsAcquired: false }
            ? Problem.Unavailable("More is asked for at this moment than can be done.").Write(http)
            : next(http));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        each.Dispose();
        all.Dispose();
    }

    /// <summary>Whether it asks for an event stream, which lasts.</summary>
    public static bool IsStream(HttpContext http) => http.Request.Path.Value?.EndsWith("/stream", StringComparison.Ordinal) == true;
}

/// <summary>The bounds of what is under way and what waits.</summary>
/// <param name="AtOnce">How many requests are worked on at once (<c>Load:AtOnce</c>).</param>
/// <param name="Waiting">How many more may wait for their turn (<c>Load:Waiting</c>).</param>
internal sealed record LoadSettings(int AtOnce, int Waiting)
{
    /// <summary>Unless configured: as many as the log writes together, and what it writes in a second or two on a small machine.</summary>
    public static readonly LoadSettings Usual = new(256, 1_024);

    /// <summary>One person's part of the work.</summary>
    public int AtOnceEach => Math.Max(1, AtOnce / 4);

    /// <summary>How many of one person's requests may wait.</summary>
    public int WaitingEach => Math.Max(1, Waiting / 2);
}
