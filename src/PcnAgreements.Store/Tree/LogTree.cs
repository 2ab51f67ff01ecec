using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Store.Log;
using static PcnAgreements.Store.Log.StoredEvents;

namespace PcnAgreements.Store.Tree;

/// <summary>One stored hash of the proof log's tree: of a full run of leaves, so that it never changes.</summary>
/// <param name="Level">Its height; 0 for a leaf.</param>
/// <param name="Index">Its place in its level.</param>
/// <param name="Hash">The 32 bytes.</param>
public readonly record struct StoredNode(int Level, long Index, byte[] Hash);

/// <summary>
/// The proof log as the database keeps it: events in the order of their indices, and the hashes of the tree over them. Hashes are only ever
/// added; what they are made from and what they prove, others know.
/// </summary>
public sealed class LogTree
{
    // One instance at a time adds to the tree and signs. The lock goes with the connection, however that ends.
    private const long Lock = 7212003;

    private readonly NpgsqlDataSource? pool;
    private readonly Func<string, NpgsqlCommand> source;

    internal LogTree(NpgsqlDataSource pool) => (this.pool, source) = (pool, pool.CreateCommand);

    private LogTree(NpgsqlConnection connection) => source = sql => new(sql, connection);

    /// <summary>The tree as one connection sees it, what it has not committed included: for reading.</summary>
    public static LogTree On(NpgsqlConnection connection) => new(connection);

    /// <summary>A connection that alone may add to the tree until it is disposed; null while another instance has that right.</summary>
    public async Task<NpgsqlConnection?> TryLead(CancellationToken ct)
    {
        if (pool is null) throw new InvalidOperationException("Who reads on one connection does not lead.");
        var connection = await pool.OpenConnectionAsync(ct);
        try
        {
            if (await Schema.Sql.Ask<bool>(connection, "select pg_try_advisory_lock($1)", ct, Lock)) return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>How many leaves the tree has.</summary>
    public Task<long> Size(CancellationToken ct) => Query.Run(
        source, "select coalesce(max(n.index) + 1, 0) from pcn.log_node n where n.level = 0",
        async command => (long)(await command.ExecuteScalarAsync(ct))!);

    /// <summary>How many events have an index: so many leaves the tree will have.</summary>
    public Task<long> Entries(CancellationToken ct) => Query.Run(
        source, "select coalesce((select r.first_index + r.count from pcn.log_range r order by r.first_index desc limit 1), 0)",
        async command => (long)(await command.ExecuteScalarAsync(ct))!);

    /// <summary>Stored hashes by level and index; one that is not there is missing.</summary>
    public Task<Dictionary<(int Level, long Index), byte[]>> ReadNodes(
        IReadOnlyCollection<(int Level, long Index)> wanted, CancellationToken ct) =>
        Query.Run(source, """
            select n.level, n.index, n.hash
            from unnest($1::smallint[], $2::bigint[]) w (level, index)
            join pcn.log_node n on n.level = w.level and n.index = w.index
            """, async command =>
        {
            var nodes = new Dictionary<(int, long), byte[]>(wanted.Count);
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) nodes[(row.GetInt16(0), row.GetInt64(1))] = row.GetFieldValue<byte[]>(2);
            return nodes;
        },
        new() { Value = wanted.Select(w => (short)w.Level).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
        new() { Value = wanted.Select(w => w.Index).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });

    /// <summary>The leaves of a run of indices; one that is not there is missing.</summary>
    public Task<Dictionary<long, byte[]>> ReadLeaves(long from, long count, CancellationToken ct) => Query.Run(
        source, "select n.index, n.hash from pcn.log_node n where n.level = 0 and n.index >= $1 and n.index < $2", async command =>
        {
            var leaves = new Dictionary<long, byte[]>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) leaves[row.GetInt64(0)] = row.GetFieldValue<byte[]>(1);
            return leaves;
        }, Number(from), Number(from + count));

    /// <summary>Events after a position in order, as their rows stand.</summary>
    public Task<List<EventRow>> ReadRows(long after, int limit, CancellationToken ct) => Rows(
        $"select {EventRow.Columns} from pcn.mt_events e where e.seq_id > $1 order by e.seq_id limit $2", ct, Number(after), Number(limit));

    /// <summary>Events of one stream after a version in order, as their rows stand.</summary>
    public Task<List<EventRow>> ReadRows(string stream, long after, int limit, CancellationToken ct) => Rows(
        $"select {EventRow.Columns} from pcn.mt_events e where e.stream_id = $1 and e.version > $2 order by e.version limit $3",
        ct, Text(stream), Number(after), Number(limit));

    /// <summary>The event with an index; null when there is none.</summary>
    public async Task<EventRow?> FindRow(long index, CancellationToken ct) => (await Rows($"""
        select {EventRow.Columns}
        from (
            select r.first_position + $1 - r.first_index as position
            from pcn.log_range r
            where r.first_index <= $1 and r.first_index + r.count > $1
            order by r.first_index desc limit 1
        ) place
        join pcn.mt_events e on e.seq_id = place.position
        """, ct, Number(index))).SingleOrDefault();

    /// <summary>Adds hashes, durably, as the one who leads; all of them or none.</summary>
    /// <exception cref="PostgresException">One of them is there already: somebody else has added to the tree.</exception>
    public static async Task Add(NpgsqlConnection leading, IReadOnlyList<StoredNode> nodes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "insert into pcn.log_node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])", leading);
        command.Parameters.Add(
            new() { Value = nodes.Select(n => (short)n.Level).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint });
        command.Parameters.Add(
            new() { Value = nodes.Select(n => n.Index).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(
            new() { Value = nodes.Select(n => n.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(ct);
    }

    private Task<List<EventRow>> Rows(string sql, CancellationToken ct, params NpgsqlParameter[] values) =>
        Query.Run(source, sql, async command =>
    {
        var rows = new List<EventRow>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) rows.Add(EventRow.Read(row));
        return rows;
    }, values);
}
