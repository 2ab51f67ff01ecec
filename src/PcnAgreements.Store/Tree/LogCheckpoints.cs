using Npgsql;
using PcnAgreements.Store.Log;
using static PcnAgreements.Store.Log.StoredEvents;

namespace PcnAgreements.Store.Tree;

/// <summary>A checkpoint as it is kept.</summary>
/// <param name="Size">How many entries it covers.</param>
/// <param name="Note">The signed note with the log's signatures.</param>
/// <param name="Cosignatures">The signature lines of witnesses, by when they came.</param>
public sealed record StoredCheckpoint(long Size, string Note, IReadOnlyList<string> Cosignatures);

/// <summary>The log's signed checkpoints in the database, from where every instance serves them.</summary>
public sealed class LogCheckpoints
{
    private const string Columns =
        "c.size, c.note, array(select s.line from pcn.log_cosignature s where s.origin = c.origin and s.size = c.size order by s.witness)";

    private readonly NpgsqlDataSource source;

    internal LogCheckpoints(NpgsqlDataSource source) => this.source = source;

    /// <summary>The newest checkpoint of an origin; null before the first.</summary>
    public async Task<StoredCheckpoint?> Newest(string origin, CancellationToken ct) => (await Read(
        $"select {Columns} from pcn.log_checkpoint c where c.origin = $1 order by c.size desc limit 1", ct, Text(origin)))
            .SingleOrDefault();

    /// <summary>
    /// Of the checkpoints that cover an index the newest among those that most witnesses have cosigned; null while none covers it.
    /// </summary>
    public async Task<StoredCheckpoint?> Covering(string origin, long index, CancellationToken ct) => (await Read($"""
        select {Columns}
        from pcn.log_checkpoint c
        where c.origin = $1 and c.size > $2
        order by (select count(*) from pcn.log_cosignature s where s.origin = c.origin and s.size = c.size) desc, c.size desc
        limit 1
        """, ct, Text(origin), Number(index))).SingleOrDefault();

    /// <summary>All that are kept of an origin, the newest first.</summary>
    public Task<List<StoredCheckpoint>> All(string origin, CancellationToken ct) =>
        Read($"select {Columns} from pcn.log_checkpoint c where c.origin = $1 order by c.size desc", ct, Text(origin));

    /// <summary>Keeps a new one, as the one who leads; in place of one of the same size.</summary>
    public static async Task Add(NpgsqlConnection leading, string origin, long size, string note, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(leading);
        // Of those older than an hour one an hour is left, and the newest that witnesses have cosigned.
        batch.BatchCommands.Add(
            new("delete from pcn.log_checkpoint c where c.origin = $1 and c.size = $2") { Parameters = { Text(origin), Number(size) } });
        batch.BatchCommands.Add(new("""
            delete from pcn.log_checkpoint c
            where c.origin = $1 and c.at < clock_timestamp() - interval '1 hour'
                and exists (
                    select from pcn.log_checkpoint l
                    where l.origin = c.origin and l.size > c.size and date_trunc('hour', l.at) = date_trunc('hour', c.at))
                and c.size <> (select coalesce(max(s.size), -1) from pcn.log_cosignature s where s.origin = $1)
            """) { Parameters = { Text(origin) } });
        batch.BatchCommands.Add(new("insert into pcn.log_checkpoint (origin, size, note, at) values ($1, $2, $3, clock_timestamp())")
        {
            Parameters = { Text(origin), Number(size), Text(note) },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Keeps a witness's signature; nothing when the checkpoint is not kept any more.</summary>
    public Task AddCosignature(string origin, long size, string witness, string line, CancellationToken ct) => Query.Run(source, """
        insert into pcn.log_cosignature (origin, size, witness, line)
        select c.origin, c.size, $3, $4 from pcn.log_checkpoint c where c.origin = $1 and c.size = $2
        on conflict (origin, size, witness) do nothing
        """, async command => await command.ExecuteNonQueryAsync(ct), Text(origin), Number(size), Text(witness), Text(line));

    /// <summary>The largest size that a witness has cosigned, as far as is known here; 0 before the first.</summary>
    public Task<long> LastCosigned(string origin, string witness, CancellationToken ct) => Query.Run(
        source, "select coalesce(max(s.size), 0) from pcn.log_cosignature s where s.origin = $1 and s.witness = $2",
        async command => (long)(await command.ExecuteScalarAsync(ct))!, Text(origin), Text(witness));

    private Task<List<StoredCheckpoint>> Read(string sql, CancellationToken ct, params NpgsqlParameter[] values) =>
        Query.Run(source, sql, async command =>
    {
        var found = new List<StoredCheckpoint>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) found.Add(new(row.GetInt64(0), row.GetString(1), row.GetFieldValue<string[]>(2)));
        return found;
    }, values);
}
