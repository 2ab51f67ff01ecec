using System.Runtime.ExceptionServices;
using Marten;
using Npgsql;
using PcnAgreements.CritterStack.Messages;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Log;
using Wolverine.Runtime;
using StoreOptions = PcnAgreements.Store.StoreOptions;

namespace PcnAgreements.CritterStack;

/// <summary>
/// Sends batches through Marten's sessions, all in one transaction: under the log's lock the appends are judged, and those that hold are
/// saved with their views, their answers, the messages that wake what falls due, and their places in the proof log.
/// </summary>
internal sealed class MartenWriter(
    IDocumentStore store, IWolverineRuntime messages, NpgsqlDataSource source, StoreOptions options) : BatchWriter(source)
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<AppendOutcome>> Send(NpgsqlConnection connection, AppendBatch batch)
    {
        var seconds = (int)options.StatementTimeout.TotalSeconds + (batch.EventCount / 500);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var judgement = await Judgement.Of(connection, batch, seconds);
            var judged = batch.Pending.Select(p => new Judged(p, judgement.Next(p.Append))).ToList();
            if (judged.Where(j => j.Holds).ToList() is { Count: > 0 } holding) await Save(transaction, holding, seconds);
            return [.. judged.Select(j => j.Outcome)];
        }
        catch (Exception e) when (Reported.By(e) is { } reported && reported != e)
        {
            ExceptionDispatchInfo.Throw(reported);
            throw;
        }
    }

    // Marten draws positions stream by stream, and an append's own must follow each other: no stream comes twice in one session.
    private async Task Save(NpgsqlTransaction transaction, List<Judged> holding, int seconds)
    {
        var sessions = new List<List<Judged>> { new() };
        var streams = new HashSet<StreamId>();
        foreach (var judged in holding)
        {
            var own = judged.Append.Append.Streams.Select(s => s.Stream).ToList();
            if (streams.Overlaps(own))
            {
                sessions.Add([]);
                streams.Clear();
            }

            streams.UnionWith(own);
            sessions[^1].Add(judged);
        }

        foreach (var together in sessions)
        {
            // Only the last one commits.
            var settings = Marten.Services.SessionOptions.ForTransaction(transaction, shouldAutoCommit: together == sessions[^1]);
            settings.Timeout = seconds;
            await using var session = store.LightweightSession(settings);
            // Marten takes the trace under way, whosever it is, for events that name no request.
            session.CorrelationId = session.CausationId = null;
            foreach (var judged in together) judged.AppendTo(session);
            if (together == sessions[^1])
            {
                BesideTheEvents.Queue(session, holding);
                await DueMessages.Schedule(messages, session, holding.SelectMany(j => j.Append.Append.Rows));
            }

            await session.SaveChangesAsync();
        }
    }
}
