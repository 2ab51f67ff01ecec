using System.Text.Json;
using JasperFx.Events;
using Marten;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Log;
using Wolverine.Runtime;
using EventDeserializationFailureException = Marten.Exceptions.EventDeserializationFailureException;
using StoreOptions = PcnAgreements.Store.StoreOptions;
using UnknownEventTypeException = Marten.Exceptions.UnknownEventTypeException;

namespace PcnAgreements.CritterStack;

/// <summary>
/// The log kept by Marten: written in its sessions, a batch of appends together, and read by it. States are folded by whoever asks, from
/// what they have cached and the tail, so that events which the other engine wrote are as good as Marten's own.
/// </summary>
internal sealed class MartenLog : ILog, IAsyncDisposable
{
    private readonly IDocumentStore store;
    private readonly NpgsqlDataSource source;
    private readonly AppendQueue queue;
    private readonly VersionReader versions;

    public MartenLog(IDocumentStore store, IWolverineRuntime messages, NpgsqlDataSource source, StoreOptions options)
    {
        (this.store, this.source) = (store, source);
        queue = new(source, options, () => new MartenWriter(store, messages, source, options));
        versions = new(source, options);
    }

    /// <inheritdoc/>
    public Task<AppendOutcome> Append(Append append, CancellationToken ct) => queue.Write(append, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LoggedEvent>> ReadStream(StreamId stream, long after, CancellationToken ct) =>
        Read(session => session.Events.FetchStreamAsync(stream.Value, fromVersion: after + 1, token: ct));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LoggedEvent>> ReadAll(long after, int limit, CancellationToken ct) => Read(session =>
        session.Events.QueryAllRawEvents().Where(e => e.Sequence > after).OrderBy(e => e.Sequence).Take(limit).ToListAsync(ct));

    /// <inheritdoc/>
    public Task<LogVersions> ReadVersions(IReadOnlyCollection<StreamId> streams, CancellationToken ct) => versions.Read(streams, ct);

    /// <inheritdoc/>
    public Task<KeptAnswer?> FindAnswer(IdempotencyKey key, CancellationToken ct) => KeptAnswers.Find(source, key, ct);

    /// <summary>Writes what is waiting, then lets go.</summary>
    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        await versions.DisposeAsync();
    }

    private Task<IReadOnlyList<LoggedEvent>> Read(Func<IQuerySession, Task<IReadOnlyList<IEvent>>> ask) =>
        Query.Run<IReadOnlyList<LoggedEvent>>(source, async () =>
    {
        try
        {
            await using var session = store.QuerySession();
            return [.. (await ask(session)).Select(Logged)];
        }
        catch (UnknownEventTypeException unknown)
        {
            throw new KeyNotFoundException(unknown.Message, unknown);
        }
        catch (EventDeserializationFailureException unreadable)
        {
            throw new JsonException(unreadable.Message, unreadable);
        }
        catch (Exception e) when (Reported.By(e) is { } reported && reported != e)
        {
            throw reported;
        }
    });

    private static LoggedEvent Logged(IEvent e) => new(
        e.Sequence, new(e.StreamKey!), e.Version, e.Timestamp.ToUniversalTime(),
        EventHeaders.Read(e.Headers is null ? "" : JsonSerializer.Serialize(e.Headers)), e.CorrelationId, (DomainEvent)e.Data);
}
