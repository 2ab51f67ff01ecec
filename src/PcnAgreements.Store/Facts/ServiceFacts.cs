using Npgsql;

namespace PcnAgreements.Store.Facts;

/// <summary>Small facts about this database that outlive every process: which issuer it has been used with, and the like.</summary>
/// <param name="source">Connections of the running role.</param>
public sealed class ServiceFacts(NpgsqlDataSource source)
{
    /// <summary>A fact; null when it has never been kept.</summary>
    public async Task<string?> Find(string name, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select f.value from pcn.service_fact f where f.name = $1");
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>Writes the time under a name, durably, if the database is still this build's: whoever can do that can write.</summary>
    public async Task Touch(string name, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            insert into pcn.service_fact (name, value) select $1, clock_timestamp()::text from pcn.require_build($2)
            on conflict (name) do update set value = excluded.value
            """);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = Schema.BuildMark.Own });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Keeps a fact unless it is there already; the fact as it stands.</summary>
    public async Task<string> Keep(string name, string value, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "insert into pcn.service_fact (name, value) values ($1, $2) on conflict (name) do nothing");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        return (await Find(name, ct))!;
    }
}
