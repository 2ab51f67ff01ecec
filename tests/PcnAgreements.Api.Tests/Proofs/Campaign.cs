using System.Globalization;
using System.Text;
using Npgsql;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Exports;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Tree;
using static System.FormattableString;

namespace PcnAgreements.Api.Tests.Proofs;

/// <summary>
/// Changes a real database as a superuser would, one seeded change after another, each in a transaction that is rolled back; exports the
/// log from it as the service does, and lets the verifier look, who has the policy and the last cosigned checkpoint and nothing else.
/// </summary>
internal sealed class Campaign : IAsyncDisposable
{
    // Nothing is read from these: whatever stands in them, the record says the same.
    private static readonly string[] Unread = ["id", "mt_dotnet_type", "causation_id", "user_name"];

    private static readonly string[] EventColumns =
    [
        "seq_id", "id", "stream_id", "version", "data", "bdata", "type", "timestamp", "tenant_id", "mt_dotnet_type", "correlation_id",
        "causation_id", "headers",
        "user_name", "is_archived",
    ];

    private readonly NpgsqlConnection connection;
    private readonly LogIdentity identity;
    private readonly LogTree tree;
    private readonly EntryMaker maker;
    private readonly LogExport export;
    private readonly Policy policy;
    private readonly SignedNote held;
    private readonly IReadOnlyList<SigningKey> stolen;
    private readonly Random random;

    private Campaign(
        NpgsqlConnection connection, LogIdentity identity, Policy policy, SignedNote held, IReadOnlyList<SigningKey> stolen, int seed)
    {
        (this.connection, this.identity, this.policy, this.held, this.stolen, random) =
            (connection, identity, policy, held, stolen, new(seed));
        tree = LogTree.On(connection);
        maker = new(Commitments.On(connection), identity);
        export = new(tree, maker, null!);
        Covered = Checkpoint.TryParse(held.Text, out var checkpoint) ? checkpoint.Size : throw new FormatException(held.Text);
    }

    /// <summary>How many entries the checkpoint covers that the verifier holds.</summary>
    public long Covered { get; }

    public static async Task<Campaign> Begin(
        string superuser, LogIdentity identity, Policy policy, SignedNote held, IReadOnlyList<SigningKey> stolen, int seed)
    {
        var connection = new NpgsqlConnection(superuser + ";Pooling=false;Timezone=UTC;Max Auto Prepare=64;Auto Prepare Min Usages=2");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set session_replication_role = replica", connection);
        await command.ExecuteNonQueryAsync();
        return new(connection, identity, policy, held, stolen, seed);
    }

    /// <summary>What the verifier says of the log as it is.</summary>
    public async Task<LogFinding> Look(SignedNote? newest = null)
    {
        using var file = new MemoryStream();
        await export.Write(
            file, row => random.Next(2) == 0, await tree.Size(default), piece => new(piece, newest is null ? [] : [newest]), default);
        file.Position = 0;
        return LogCheck.Run(file, policy, [("the reader", held)]);
    }

    /// <summary>Makes one change and looks.</summary>
    public async Task<Attempt> Try()
    {
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            try
            {
                var (what, touches) = await Change();
                var resigned = random.Next(8) == 0;
                // Made again, the tree is what it was: nothing of the change is left.
                if (resigned && what.Contains("log_node", StringComparison.Ordinal)) touches = false;
                var newest = resigned ? await RebuildAndSign() : null;
                var finding = await Look(newest);
                await transaction.RollbackAsync();
                return new(what + (resigned ? ", tree made again and signed with the stolen keys" : ""), touches, finding);
            }
            catch (PostgresException)
            {
                // The database did not take it (no such date, no JSON, a key twice): another one.
                await transaction.RollbackAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<(string What, bool Touches)> Change()
    {
        var size = await tree.Size(default);
        var at = random.NextInt64(size);
        switch (random.Next(20))
        {
            case < 8: return await FlipInEvent(at);
            case 8: return await Flip("pcn.log_node", "hash", "level = 0 and index = $1", at, at < Covered);
            case 9: return await Flip("pcn.log_node", "index", "level = 0 and index = $1", at, at < Covered);
            case 10: return await FlipInCommitment(at);
            case 11:
                var many = random.Next(1, 4);
                return (Invariant($"delete {many} from {at}"),
                    await Run($"delete from pcn.mt_events where seq_id in ({Positions(at, many)})") > 0 && at < Covered);
            case 12: return await Insert(at);
            case 13: return await Swap(at, random.NextInt64(size));
            case 14:
                var ago = random.Next(1, 1_000_000);
                return (Invariant($"back-date {at} by {ago} ms"),
                    await Run(
                        Invariant(
                            $"update pcn.mt_events set timestamp = timestamp - interval '{ago} ms' where seq_id in ({Positions(at, 1)})")) > 0
                        && at < Covered);
            case 15: return await CutOff(at);
            case 16:
                return (Invariant($"move the places of what comes after {at}"),
                    await Run(Invariant($"update pcn.log_range set first_index = first_index + 1 where first_index + count > {at}")) > 0
                    && await RangesBefore(at));
            case 17:
                var stream = random.Next(2) == 0 ? "organisation-Z99999" : "agreement-00000000-0000-7000-8000-000000000000";
                return (Invariant($"give {at} to another stream"),
                    await Run(Invariant($"update pcn.mt_events set stream_id = '{stream}' where seq_id in ({Positions(at, 1)})")) > 0
                        && at < Covered);
            case 18:
                return (Invariant($"take the hash of {at} in pcn.log_node away"),
                    await Run(Invariant($"delete from pcn.log_node where level = 0 and index = {at}")) > 0 && at < Covered);
            default: return await Rephrase(at);
        }
    }

    private async Task<(string, bool)> FlipInEvent(long at)
    {
        var column = EventColumns[random.Next(EventColumns.Length)];
        var (what, touches) = await Flip("pcn.mt_events", column, $"seq_id in ({Positions(at, 1)})", null, at < Covered);
        return (what + Invariant($" of entry {at}"), touches && !Unread.Contains(column));
    }

    private async Task<(string, bool)> FlipInCommitment(long at)
    {
        var person = await Ask<string>(
            Invariant($"select coalesce(e.headers ->> 'person', '') from pcn.mt_events e where e.seq_id in ({Positions(at, 1)})"));
        if (person.Length == 0) return await Change();
        return await Flip("pcn.commitment", "value", $"person = '{person}'", null, at < Covered);
    }

    // One byte of the value as text becomes another: what the type does not take is no change that could be made.
    private async Task<(string, bool)> Flip(string table, string column, string where, long? index, bool touches)
    {
        where = where.Replace("$1", index?.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var before = await Ask<string?>($"select {column}::text from {table} where {where}");
        var type = await Ask<string>(
            $"select format_type(a.atttypid, a.atttypmod) from pg_attribute a where a.attrelid = '{table}'::regclass and a.attname = '{column}'");
        var bytes = Encoding.UTF8.GetBytes(before ?? (type == "bytea" ? "\\x00" : "null"));
        var place = random.Next(bytes.Length);
        if (before is not null) bytes[place] = (byte)(bytes[place] ^ (1 << random.Next(7)));
        var after = Encoding.Latin1.GetString(bytes.Where(b => b != 0).ToArray());
        await using var command = new NpgsqlCommand($"update {table} set {column} = $1::text::{type} where {where}", connection)
        {
            Parameters = { new() { Value = after } }
        };
        await command.ExecuteNonQueryAsync();
        var now = await Ask<string?>(
            column == "seq_id" || column == "index"
                ? $"select '{after}'::{type}::text"
                : $"select {column}::text from {table} where {where}");
        return now == before ? await Change() : ($"flip a byte in {table}.{column}", touches);
    }

    // A copy of an event with other data at the end of its stream, at a position that is free, or beyond the last one.
    private async Task<(string, bool)> Insert(long at)
    {
        var free = random.Next(2) == 0;
        if (free) await Run(Invariant($"update pcn.mt_events set seq_id = -seq_id where seq_id > ({Positions(at, 1)})"));
        if (free) await Run("update pcn.mt_events set seq_id = -seq_id + 1 where seq_id < 0");
        await Run(Invariant($"""
            insert into pcn.mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
            select {(free ? "e.seq_id + 1" : "(select max(seq_id) + 1 from pcn.mt_events)")}, gen_random_uuid(), e.stream_id, (select max(v.version) + 1 from pcn.mt_events v where v.stream_id = e.stream_id),
                e.data, e.bdata, e.type, e.timestamp, e.tenant_id, e.mt_dotnet_type, e.correlation_id, e.causation_id, e.headers, e.user_name, e.is_archived
            from pcn.mt_events e where e.seq_id in ({Positions(at, 1)})
            """));
        return (Invariant($"insert {(free ? "after" : "a copy at the end of")} {at}"), free && at < Covered - 1);
    }

    private async Task<(string, bool)> Swap(long one, long other)
    {
        if (one == other) return await Change();
        var (a, b) = (await Ask<long>(Positions(one, 1)), await Ask<long>(Positions(other, 1)));
        await Run(Invariant($"update pcn.mt_events set seq_id = -{a} where seq_id = {a}"));
        await Run(Invariant($"update pcn.mt_events set seq_id = {a} where seq_id = {b}"));
        await Run(Invariant($"update pcn.mt_events set seq_id = {b} where seq_id = -{a}"));
        return (Invariant($"swap {one} and {other}"), Math.Min(one, other) < Covered);
    }

    private async Task<(string, bool)> CutOff(long at)
    {
        var whole = random.Next(2) == 0;
        await Run(Invariant($"delete from pcn.mt_events e using pcn.log_index i where i.position = e.seq_id and i.index >= {at}"));
        if (!whole) return (Invariant($"cut off the tail from {at}"), at < Covered);
        await Run(Invariant($"delete from pcn.log_range where first_index >= {at}"));
        await Run(Invariant($"update pcn.log_range set count = {at} - first_index where first_index + count > {at}"));
        await Run(Invariant($"delete from pcn.log_node n where (n.index + 1) << n.level > {at}"));
        return (Invariant($"restore an old copy with {at} entries"), at < Covered);
    }

    private async Task<(string, bool)> Rephrase(long at)
    {
        var choices =
            new[] { "data || '{\"more\": 1}'", "jsonb_build_object('data', data)", "'{}'::jsonb", "data || '{\"party\": \"Y99999\"}'",
                "data, is_archived = true" };
        var changed = await Run(
            Invariant($"update pcn.mt_events set data = {choices[random.Next(choices.Length)]} where seq_id in ({Positions(at, 1)})"));
        return (Invariant($"say other things in {at}"), changed > 0 && at < Covered);
    }

    // What the log stored is made to fit what is there now, and signed: all that a thief of the database and of the keys can do.
    private async Task<SignedNote> RebuildAndSign()
    {
        await Run("delete from pcn.log_node");
        var (range, nodes, position) = (new CompactRange(), new List<StoredNode>(), 0L);
        while (await tree.ReadRows(position, 1_000, default) is { Count: > 0 } rows)
        {
            foreach (var made in await maker.Make(rows, default))
                range.Append(made.Leaf, (node, hash) => nodes.Add(new(node.Level, node.Index, hash.ToArray())));
            position = rows[^1].Position;
        }

        await LogTree.Add(connection, nodes, default);
        return new Checkpoint(identity.Origin, range.Size, range.Root).Sign(stolen);
    }

    private static string Positions(long index, int count) => Invariant(
        $"select i.position from pcn.log_range r, lateral (select r.first_position + n - r.first_index as position from generate_series({index}, {index + count - 1}) n where n >= r.first_index and n < r.first_index + r.count) i");

    private async Task<bool> RangesBefore(long at) =>
        await Ask<long>(Invariant($"select count(*) from pcn.log_range where first_index + count > {at} and first_index < {Covered}")) > 0;

    private async Task<int> Run(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    private async Task<T> Ask<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default!;
    }
}

/// <summary>One change and what came of it.</summary>
/// <param name="What">The change.</param>
/// <param name="Touches">Whether it touches what the checkpoint covers.</param>
/// <param name="Finding">What the verifier found.</param>
internal sealed record Attempt(string What, bool Touches, LogFinding Finding);
