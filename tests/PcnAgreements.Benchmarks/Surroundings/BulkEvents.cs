using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;

namespace PcnAgreements.Benchmarks.Surroundings;

/// <summary>
/// Fills a store with agreements of two thousand events each, by COPY, in the form in which the service itself would have written them.
/// </summary>
internal static class BulkEvents
{
    private const int EventsEach = 2_000;

    public static string Headers(Actor actor) => JsonSerializer.Serialize(actor, EventJson.Options);

    public static string DotnetType(DomainEvent e) => $"{e.GetType().FullName}, {e.GetType().Assembly.GetName().Name}";

    /// <summary>Adds agreements until the store holds so many events. The views are to be rebuilt afterwards.</summary>
    public static IReadOnlyList<AgreementId> FillUpTo(Database database, long events)
    {
        using var connection = database.Open(database.Owner);
        using var transaction = connection.BeginTransaction();
        var position = (long)Ask("select coalesce(max(seq_id), 0) from pcn.mt_events")!;
        var missing = events - (long)Ask("select count(*) from pcn.mt_events")!;
        if (missing <= 0) return [];
        var first = position + 1;
        var ids = new List<AgreementId>();
        for (var left = missing; left > 0; left -= EventsEach) ids.Add(AgreementId.New(DateTimeOffset.UtcNow));
        var now = DateTime.UtcNow;
        using (var copy = connection.BeginBinaryImport(
            "copy pcn.mt_streams (id, type, version, timestamp, created, tenant_id, is_archived) from stdin (format binary)"))
        {
            for (var n = 0; n < ids.Count; n++)
            {
                copy.StartRow();
                copy.Write(StreamId.Of(ids[n]).Value, NpgsqlDbType.Varchar);
                copy.Write("agreement", NpgsqlDbType.Varchar);
                copy.Write(CountOf(n), NpgsqlDbType.Bigint);
                copy.Write(now, NpgsqlDbType.TimestampTz);
                copy.Write(now, NpgsqlDbType.TimestampTz);
                copy.Write("*DEFAULT*", NpgsqlDbType.Varchar);
                copy.Write(false, NpgsqlDbType.Boolean);
            }

            copy.Complete();
        }

        using (var copy = connection.BeginBinaryImport("""
            copy pcn.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
            from stdin (format binary)
            """))
        {
            for (var n = 0; n < ids.Count; n++) Write(copy, ids[n], CountOf(n), now, ref position);
            copy.Complete();
        }

        Ask($"select setval('pcn.mt_events_sequence', {position})");
        Ask(
            $"insert into pcn.log_range (first_index, first_position, count) select coalesce(max(first_index + count), 0), {first}, {position - first + 1} from pcn.log_range");
        transaction.Commit();
        Ask("vacuum analyze pcn.mt_events, pcn.mt_streams");
        return ids;

        long CountOf(int n) => Math.Min(EventsEach, missing - ((long)n * EventsEach));

        object? Ask(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection);
            return command.ExecuteScalar();
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, AgreementId id, long count, DateTime now, ref long position)
    {
        var begun = Network.IntoReview(id, new(now));
        for (var version = 1; version <= count; version++)
        {
            var (e, actor) = version <= begun.Count
                ? (begun[version - 1], Network.Convenor)
                : (Network.Approval(version - begun.Count - 1), Network.ApproverOf(version - begun.Count - 1));
            copy.StartRow();
            copy.Write(++position, NpgsqlDbType.Bigint);
            copy.Write(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
            copy.Write(StreamId.Of(id).Value, NpgsqlDbType.Varchar);
            copy.Write((long)version, NpgsqlDbType.Bigint);
            copy.Write(EventJson.Write(e), NpgsqlDbType.Jsonb);
            copy.Write(EventJson.NameOf(e), NpgsqlDbType.Varchar);
            copy.Write(now, NpgsqlDbType.TimestampTz);
            copy.Write("*DEFAULT*", NpgsqlDbType.Varchar);
            copy.Write(DotnetType(e), NpgsqlDbType.Varchar);
            copy.Write("bench", NpgsqlDbType.Varchar);
            copy.Write(Guid.CreateVersion7().ToString(), NpgsqlDbType.Varchar);
            copy.Write(Headers(actor), NpgsqlDbType.Jsonb);
            copy.Write(actor.Person.ToString(), NpgsqlDbType.Varchar);
            copy.Write(false, NpgsqlDbType.Boolean);
        }
    }
}
