using Npgsql;

namespace PcnAgreements.Store.Schema;

/// <summary>What the role that runs the service may do: read and add events, never change or remove one, and alter nothing.</summary>
internal static class Grants
{
    /// <summary>Makes the running role if it is not there, with the password it will connect with, and gives it what it needs.</summary>
    public static async Task Give(NpgsqlConnection owner, string role, string? password, IEnumerable<string> views, CancellationToken ct)
    {
        await MakeRole(owner, role, password, ct);
        await Sql.Run(owner, Text(Sql.Name(role), Sql.Name(owner.Database!), views), ct);
    }

    // A delete in mt_streams would take the stream's events with it (Marten's foreign key cascades), so there is none;
    // of a stream's columns only those change that an append moves on.
    private static string Text(string role, string database, IEnumerable<string> views) => $"""
        grant connect on database {database} to {role};
        grant usage on schema pcn to {role};
        revoke all on all tables in schema pcn from {role};
        grant select on all tables in schema pcn to {role};
        grant insert on pcn.mt_streams, pcn.mt_events, pcn.answer, pcn.log_range, pcn.log_node, pcn.commitment to {role};
        grant update (salt) on pcn.commitment to {role};
        grant insert, delete on pcn.log_checkpoint, pcn.log_cosignature to {role};
        grant update (version, timestamp) on pcn.mt_streams to {role};
        grant usage, select on sequence pcn.mt_events_sequence to {role};
        grant insert, update, delete on pcn.mt_event_progression, pcn.follower, pcn.service_fact, pcn.fence to {role};
        grant insert, update on pcn.person, pcn.counter to {role};
        {string.Join('\n', views.Select(view => $"grant insert, update, delete on pcn.{view} to {role};"))}
        grant execute on all functions in schema pcn to {role};
        """;

    private static async Task MakeRole(NpgsqlConnection owner, string role, string? password, CancellationToken ct)
    {
        if (await Sql.Ask<bool>(owner, "select exists (select from pg_roles where rolname = $1)", ct, role)) return;
        try
        {
            await Sql.Run(owner, $"create role {Sql.Name(role)} login{(password is null ? "" : $" password {Sql.Literal(password)}")}", ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new SchemaException(
                $"The role '{role}' of the app connection string does not exist, and the owner may not create roles: "
                + "create it, or give one connection string for both.", e);
        }
    }
}
