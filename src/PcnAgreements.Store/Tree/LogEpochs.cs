using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Epochs;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Tree;

/// <summary>The epochs of the proof log: each but the first begins with an event of its own.</summary>
public sealed class LogEpochs
{
    /// <summary>The stream in which those events stand.</summary>
    public static readonly StreamId Stream = new("log-epochs");

    private readonly NpgsqlDataSource source;

    internal LogEpochs(NpgsqlDataSource source) => this.source = source;

    /// <summary>The events that began an epoch, in order, and when they did; none in the first.</summary>
    public Task<List<(EpochBegun Begun, DateTimeOffset At)>> Read(CancellationToken ct) => Query.Run(
        source, $"select {StoredEvents.Columns} from pcn.mt_events e where e.stream_id = $1 order by e.version",
        async command => (await StoredEvents.ReadAll(command, ct)).ConvertAll(e => ((EpochBegun)e.Event, e.At)),
        StoredEvents.Text(Stream.Value));

    /// <summary>
    /// Begins the next epoch, as the one who leads. Nothing can be written between the counting of what was kept and the event that says
    /// it.
    /// </summary>
    /// <param name="leading">The connection of the one who leads.</param>
    /// <param name="previous">The old epoch's last checkpoint, with its signatures.</param>
    /// <param name="reason">Why.</param>
    /// <param name="atLeast">The number it must at least have: one that was begun and lost is not given again.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<EpochBegun> Begin(NpgsqlConnection leading, string previous, string reason, int atLeast, CancellationToken ct)
    {
        var before = await Read(ct);
        await using var transaction = await leading.BeginTransactionAsync(ct);
        await Schema.Sql.Run(leading, "select pg_advisory_xact_lock($1)", ct, Schema.AppendFunction.Lock);
        // What was drafted before an epoch is told from what was drafted in it by its time.
        if (await IsAhead(leading, ct))
            throw new Schema.SchemaException("The database's clock is behind what it recorded last: set it right first.");
        var kept = await Schema.Sql.Ask<long>(
            leading, "select coalesce((select r.first_index + r.count from pcn.log_range r order by r.first_index desc limit 1), 0)", ct);
        var begun = new EpochBegun(Math.Max((before.Count == 0 ? 1 : before[^1].Begun.Epoch) + 1, atLeast), kept, previous, reason);
        var pending = new PendingAppend(new Append([new(Stream, before.Count, [new(begun, new Actor(null, null, "operator"), null)])]));
        await using (var command = new AppendBatch([pending]).Command(leading))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            await row.ReadAsync(ct);
            if (row.GetFieldValue<int[]>(0) is not [0]) throw new InvalidOperationException("Another epoch was begun at the same time.");
        }

        await transaction.CommitAsync(ct);
        return begun;
    }

    // Reads through all events, however many: nobody but an operator waits for it.
    private static async Task<bool> IsAhead(NpgsqlConnection leading, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(max(e.timestamp), '-infinity') > clock_timestamp() from pcn.mt_events e", leading) { CommandTimeout = 0 };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
