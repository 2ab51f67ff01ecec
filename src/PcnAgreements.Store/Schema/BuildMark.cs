using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Store.Schema;

/// <summary>
/// Which build's functions and views a database has. Every batch names its build and is written only while the database has the same: so an
/// instance of another build, beside which a newer one has started, writes nothing from then on and says so, instead of calling functions
/// that mean something else by now, or leaving rows in views that are not its own.
/// </summary>
internal static class BuildMark
{
    /// <summary>The SQLSTATE with which a batch of another build is refused.</summary>
    public const string Refused = "PCN02";

    // For ever as it is: builds of any age call it. Asked under the log's lock, which a migration holds until it commits, so that a batch
    // that waited for a migration finds out.
    private const string RequireBuild = """
        create or replace function pcn.require_build(a_build text) returns void
        language plpgsql as $function$
        begin
            if not exists (select from pcn.service_fact f where f.name = 'build' and f.value = a_build) then
                raise exception 'the database has been migrated by another build' using errcode = 'PCN02';
            end if;
        end
        $function$;
        """;

    /// <summary>Every function but the one that writes the views.</summary>
    public const string Functions = RequireBuild + ProofTables.Functions + SmallFunctions.Sql + AppendFunction.Sql;

    /// <summary>This build's mark: another one as soon as a function or a view of it differs.</summary>
    public static string Own { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Migration.Newest} {ViewTables.Fingerprint} {Functions}")))[..16];

    /// <summary>Whether the database has the functions and views of this build.</summary>
    public static Task<bool> IsOwn(NpgsqlDataSource source, CancellationToken ct) => IsOwn(source.CreateCommand, ct);

    /// <summary>The same, asked by commands from elsewhere.</summary>
    public static async Task<bool> IsOwn(Func<string, NpgsqlCommand> source, CancellationToken ct)
    {
        await using var command = source(
            "select exists (select from pcn.service_fact f where f.name = 'build' and f.value = $1)");
        command.Parameters.Add(StoredEvents.Text(Own));
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>What whoever needed this build's functions or views is told.</summary>
    public static LogUnavailableException Superseded(Exception why) =>
        new("A newer version of the service has taken over the database; this instance is to be stopped.", why);
}
