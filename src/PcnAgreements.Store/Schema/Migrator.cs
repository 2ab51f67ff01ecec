using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Store.Schema;

/// <summary>
/// Brings a database to the schema this build knows, as its owner: steps not yet taken, views whose definition changed (made anew from the
/// log), and what the running role may do. All of it in one transaction under one lock, so that instances which start at once do it once.
/// </summary>
internal sealed class Migrator(NpgsqlDataSource owner, string appConnectionString, ILogger log)
{
    /// <summary>Held by whoever migrates, until it has committed.</summary>
    public const long Lock = 7212002;

    /// <summary>The steps of the schema, in order.</summary>
    public IReadOnlyList<Migration> Steps { get; init; } = Migration.All;

    /// <summary>
    /// Does what is to be done, or throws <see cref="SchemaException"/> with a sentence. Returns the role that will run; null when this one
    /// will.
    /// </summary>
    public async Task<string?> Migrate(CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Sql.Run(connection, "select pg_advisory_xact_lock($1)", ct, Lock);
        var from = await Version(connection, ct);
        if (from > Migration.Newest)
            throw new SchemaException(
                $"The database's schema is at version {from}, and this build knows versions up to {Migration.Newest}: "
                + "a newer build has migrated it. Run that build.");

        // Before any step: one that changes a table would else wait for instances that read it while they hold this, and they for it.
        await Sql.Run(connection, "select pg_advisory_xact_lock($1)", ct, AppendFunction.Lock);
        foreach (var step in Steps.Where(m => m.Version > from))
        {
            await Sql.Run(connection, step.Sql, ct);
            await Sql.Run(connection, "insert into pcn.schema_version (version, at) values ($1, clock_timestamp())", ct, step.Version);
            log.LogInformation("Schema migrated to version {Version}", step.Version);
        }

        await LogTables.Check(connection, ct);
        await Sql.Run(connection, OwnTables.FillRanges, ct);
        await MakeFunctions(connection, ct);
        await Sql.Run(connection, ProofTables.FillCommitments, ct);
        await MakeViews(connection, ct);
        await MarkBuild(connection, ct);
        var role = await GiveGrants(connection, ct);
        await transaction.CommitAsync(ct);
        return role;
    }

    private static async Task<int> Version(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await Sql.Ask<bool>(connection, "select to_regclass('pcn.schema_version') is null", ct))
            await Sql.Run(connection, """
                create schema if not exists pcn;
                create table pcn.schema_version (
                    version integer not null,
                    at timestamptz not null,
                    constraint schema_version_pkey primary key (version)
                )
                """, ct);
        return await Sql.Ask<int>(connection, "select coalesce(max(version), 0) from pcn.schema_version", ct);
    }

    /// <summary>
    /// Makes every view anew from the log, whether or not it has changed. Returns how many events were read. Throws
    /// <see cref="SchemaException"/> on a database that this build has not migrated.
    /// </summary>
    public async Task<long> RebuildViews(CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Sql.Run(connection, "select pg_advisory_xact_lock($1)", ct, Lock);
        if (await Version(connection, ct) == 0
            || await Sql.Ask<string>(connection, "select value from pcn.service_fact where name = 'build'", ct) != BuildMark.Own)
            throw new SchemaException(
                "Another version of the service has migrated this database, or none: start this version once, which makes its views, "
                + "or rebuild with that one.");
        var events = await new Rebuild(owner).Run(connection, [], ct);
        await GiveGrants(connection, ct);
        await transaction.CommitAsync(ct);
        return events;
    }

    private static async Task MakeFunctions(NpgsqlConnection connection, CancellationToken ct)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(BuildMark.Functions)));
        if (await Sql.Ask<string>(connection, "select value from pcn.service_fact where name = 'functions'", ct) == fingerprint) return;
        await Sql.Run(connection, BuildMark.Functions, ct);
        await Note(connection, "functions", fingerprint, ct);
    }

    private static Task Note(NpgsqlConnection connection, string name, string value, CancellationToken ct) => Sql.Run(connection, """
        insert into pcn.service_fact (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value
        """, ct, name, value);

    private async Task MakeViews(NpgsqlConnection connection, CancellationToken ct)
    {
        var known = await Sql.Ask<string>(connection, "select value from pcn.service_fact where name = 'views'", ct);
        if (known == ViewTables.Fingerprint) return;
        if (await Sql.Ask<bool>(connection, "select not exists (select from pcn.mt_events)", ct))
        {
            await Sql.Run(connection, ViewTables.Remake([]) + ViewTables.Finish, ct);
        }
        else
        {
            var events = await new Rebuild(owner).Run(connection, known is null ? [] : known.Split(' ')[1..], ct);
            log.LogInformation("Views made anew from {Events} events", events.ToString(CultureInfo.InvariantCulture));
        }

        await Note(connection, "views", ViewTables.Fingerprint, ct);
    }

    // From here on no instance of another build writes.
    private async Task MarkBuild(NpgsqlConnection connection, CancellationToken ct)
    {
        var was = await Sql.Ask<string>(connection, "select value from pcn.service_fact where name = 'build'", ct);
        if (was == BuildMark.Own) return;
        if (was is not null) log.LogInformation("Taken over from another build: its instances no longer write, and can be stopped");
        await Note(connection, "build", BuildMark.Own, ct);
    }

    private async Task<string?> GiveGrants(NpgsqlConnection connection, CancellationToken ct)
    {
        var app = new NpgsqlConnectionStringBuilder(appConnectionString);
        var me = await Sql.Ask<string>(connection, "select current_user::text", ct);
        if (app.Username is not { Length: > 0 } role || role == me)
        {
            log.LogWarning(
                "One role owns the database and runs the service, so it is not kept from changing events: give two connection strings.");
            return null;
        }

        await Grants.Give(connection, role, app.Password, ViewTables.All.Select(v => v.Name), ct);
        return role;
    }
}
