using System.Threading.Channels;
using Npgsql;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Log;

/// <summary>
/// Answers version checks. Every command asks one, so those that come while one is being answered are asked together: the question goes out
/// after each of them came, so none is told less than was acknowledged before it asked.
/// </summary>
internal sealed class VersionReader : IAsyncDisposable
{
    private const int MostTogether = 256;

    private readonly NpgsqlDataSource source;
    private readonly TimeSpan patience;
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Question> waiting = Channel.CreateUnbounded<Question>();
    private readonly Task[] loops;

    public VersionReader(NpgsqlDataSource source, StoreOptions options)
    {
        (this.source, patience) = (source, options.Patience);
        loops = [.. Enumerable.Range(0, options.Writers).Select(_ => Task.Run(Loop))];
    }

    /// <summary>Where streams end at present, the clock and the people's epoch.</summary>
    public Task<LogVersions> Read(IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        var question = new Question(streams, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return waiting.Writer.TryWrite(question)
            ? question.Answer.Task.WaitAsync(ct)
            : throw Closing(null);
    }

    /// <summary>Answers what was asked, as far as the database does so in time, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(patience));
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        stop.Dispose();
    }

    private async Task Loop()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var together = new List<Question>();
            while (together.Count < MostTogether && waiting.Reader.TryRead(out var question)) together.Add(question);
            if (together.Count > 0) await Answer(together);
        }
    }

    private async Task Answer(List<Question> together)
    {
        try
        {
            // Left alone when the store closes: a line that went silent may hold up even the end of a question.
            var (ends, now, epoch) = await Ask([.. together.SelectMany(q => q.Streams).Distinct()]).WaitAsync(stop.Token);
            foreach (var question in together)
                question.Answer.SetResult(new(question.Streams.Distinct().ToDictionary(s => s, s => ends[s]), now, epoch));
        }
        catch (Exception e)
        {
            var told = stop.IsCancellationRequested ? Closing(e) : e;
            foreach (var question in together) question.Answer.TrySetException(told);
        }
    }

    private static LogUnavailableException Closing(Exception? inner) => new("The store is closing.", inner);

    private Task<LogVersions> Ask(StreamId[] streams) => Query.Run(source, """
        select clock_timestamp(), (select c.value from pcn.counter c where c.name = 'people_epoch'),
            array_agg(coalesce(s.version, 0) order by d.n), array_agg(s.timestamp order by d.n)
        from unnest($1) with ordinality d (id, n)
        left join pcn.mt_streams s on s.id = d.id
        """, async command =>
    {
        await using var row = await command.ExecuteReaderAsync(stop.Token);
        await row.ReadAsync(stop.Token);
        var versions = row.IsDBNull(2) ? [] : row.GetFieldValue<long[]>(2);
        var times = row.IsDBNull(3) ? [] : row.GetFieldValue<DateTimeOffset?[]>(3);
        return new LogVersions(
            streams.Select((stream, n) => (stream, End: new StreamEnd(versions[n], times[n] ?? default)))
                .ToDictionary(s => s.stream, s => s.End),
            row.GetFieldValue<DateTimeOffset>(0), row.GetInt64(1));
    }, StoredEvents.Texts(streams.Select(s => s.Value)));

    private sealed record Question(IReadOnlyCollection<StreamId> Streams, TaskCompletionSource<LogVersions> Answer);
}
