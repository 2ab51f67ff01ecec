using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Schema;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Migrating_a_database
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_done_once_by_instances_that_start_at_once()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();

        var stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Stores.Open(database)));

        (await database.Ask<long>("select count(*) from pcn.schema_version"))
            .ShouldBe(await database.Ask<int>("select max(version) from pcn.schema_version"));
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task waits_for_whoever_is_writing_before_it_takes_a_table_from_them()
    {
        var (database, store) = await Stores.New();
        await using var _ = database;
        await store.DisposeAsync();
        await using var old = new NpgsqlConnection(database.AppConnectionString);
        await old.OpenAsync(Ct);
        await using var appending = await old.BeginTransactionAsync(Ct);
        await Sql.Run(old, "select pg_advisory_xact_lock($1)", Ct, AppendFunction.Lock);
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var migrator = new Migrator(owner, database.AppConnectionString, NullLogger.Instance)
        {
            Steps = [.. Migration.All, new(Migration.Newest + 1, "alter table pcn.answer add column more text")],
        };

        var migrating = migrator.Migrate(Ct);
        await database.UntilWaiting("advisory", 1);
        (await Sql.Ask<long>(old, "select count(*) from pcn.answer", Ct)).ShouldBe(0, "the migrator stands in nobody's way yet");
        await appending.CommitAsync(Ct);

        await migrating;
        (await database.Ask<int>("select max(version) from pcn.schema_version")).ShouldBe(Migration.Newest + 1);
    }

    [Theory]
    [InlineData("insert into pcn.schema_version (version, at) values (9999, now())", "version 9999")]
    [InlineData("alter table pcn.mt_events add column more int", LogTables.MartenVersion)]
    [InlineData("drop index pcn.pk_mt_events_stream_and_version", "stream_id, version")]
    public async Task refuses_one_that_is_not_as_this_build_knows_it(string change, string says)
    {
        var (database, store) = await Stores.New();
        await using var _ = database;
        await store.DisposeAsync();
        await database.Run(change);

        foreach (var engine in Engines.All)
            (await Should.ThrowAsync<SchemaException>(() => Stores.Open(database, engine))).Message.ShouldContain(says);
    }

    [Fact]
    public async Task keeps_the_running_role_from_changing_or_removing_an_event()
    {
        var (database, store) = await Stores.New();
        await using var _ = database;
        await using var __ = store;
        await store.Log.Append(new([new(Samples.NorthStream, 0, [new(Samples.Registered, Actor.System, null)])]), Ct);
        string[] attempts =
        [
            "update pcn.mt_events set data = '{}'", "delete from pcn.mt_events", "truncate pcn.mt_events", "drop table pcn.mt_events",
            "alter table pcn.mt_events add column more int", "delete from pcn.mt_streams", "truncate pcn.mt_streams cascade",
            "update pcn.mt_streams set id = 'other'", "update pcn.answer set status = 500", "delete from pcn.answer",
            "delete from pcn.log_range", "drop function pcn.settle", "create table pcn.mine (a int)",
            "alter table pcn.mt_events disable trigger all", "delete from pcn.schema_version",
        ];

        foreach (var attempt in attempts)
        {
            var refused = await Should.ThrowAsync<PostgresException>(
                () => database.Ask<object>(attempt, database.AppConnectionString), attempt);
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
        }

        (await database.Ask<long>("select count(*) from pcn.mt_events", database.AppConnectionString)).ShouldBe(1);
    }

    [Fact]
    public async Task works_with_one_role_for_both()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        await using var store = await PostgresStore.Open(
            new(database.OwnerConnectionString), new NpgsqlEngine(), NullLoggerFactory.Instance, Ct);

        (await store.Log.Append(new([new(Samples.NorthStream, 0, [new(Samples.Registered, Actor.System, null)])]), Ct))
            .ShouldBeOfType<AppendOutcome.Written>();
    }

    [Fact]
    public async Task gives_every_event_a_place_in_the_proof_log_without_a_gap()
    {
        var (database, store) = await Stores.New();
        await using var _ = database;
        await using var __ = store;
        for (var n = 0; n < 3; n++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Log.Append(
                new([new(Samples.StreamOf(i), n,
                    [new(Samples.Sized(i), Actor.System, null), new(Samples.Sized(i + 1), Actor.System, null)])]), Ct)));
            await database.Run("select nextval('pcn.mt_events_sequence')");
        }

        (await database.Ask<bool>("""
            select array_agg(i.index order by i.index) = array_agg(e.rank - 1 order by e.rank)
            from (select seq_id, row_number() over (order by seq_id) as rank from pcn.mt_events) e
            full join pcn.log_index i on i.position = e.seq_id
            """)).ShouldBeTrue();
    }
}
