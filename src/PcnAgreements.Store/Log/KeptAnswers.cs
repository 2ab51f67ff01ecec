using Npgsql;
using PcnAgreements.Domain;

namespace PcnAgreements.Store.Log;

/// <summary>Answers kept under idempotency keys.</summary>
internal static class KeptAnswers
{
    /// <summary>The answer kept under a key; null when there is none.</summary>
    public static Task<KeptAnswer?> Find(NpgsqlDataSource source, IdempotencyKey key, CancellationToken ct) => Query.Run<KeptAnswer?>(
        source, "select a.body_hash, a.status, a.stream, a.version, a.made, a.body, a.log_index from pcn.answer a where a.key = $1",
        async command =>
        {
            await using var row = await command.ExecuteReaderAsync(ct);
            if (!await row.ReadAsync(ct)) return null;
            string? At(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            var stream = At(2) is { } name ? new StreamId(name) : (StreamId?)null;
            return new(key, row.GetString(0), row.GetInt32(1), stream, row.GetInt64(3), At(4), At(5))
            {
                LogIndex = row.IsDBNull(6) ? null : row.GetInt64(6),
            };
        }, StoredEvents.Text(key.Value));
}
