using Npgsql;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Sharing_one_Postgres
{
    [Fact]
    public async Task gives_every_test_a_database_of_its_own()
    {
        var postgres = await Postgres.Shared();
        await using var one = await postgres.NewDatabase();
        await using var other = await postgres.NewDatabase();

        await Ask(one.OwnerConnectionString, "create table note (body text); select 1");

        (await Ask(one.SuperuserConnectionString, "select count(*) from pg_tables where tablename = 'note'")).ShouldBe(1L);
        (await Ask(other.SuperuserConnectionString, "select count(*) from pg_tables where tablename = 'note'")).ShouldBe(0L);
    }

    [Fact]
    public async Task copies_what_was_prepared_once()
    {
        var postgres = await Postgres.Shared();
        var prepared = 0;
        Task<TestDatabase> Copy() => postgres.NewDatabase("notes", async database =>
        {
            Interlocked.Increment(ref prepared);
            await Ask(database.OwnerConnectionString, "create table note (body text); insert into note values ('kept'); select 1");
        });

        var copies = await Task.WhenAll(Copy(), Copy(), Copy());

        prepared.ShouldBe(1);
        foreach (var copy in copies)
        {
            (await Ask(copy.OwnerConnectionString, "select body from note")).ShouldBe("kept");
            await copy.DisposeAsync();
        }
    }

    [Fact]
    public async Task has_a_role_that_owns_and_one_that_may_only_connect()
    {
        var postgres = await Postgres.Shared();
        await using var database = await postgres.NewDatabase();

        (await Ask(database.OwnerConnectionString, "select current_user::text")).ShouldBe("agreements_owner");
        (await Ask(database.AppConnectionString, "select current_user::text")).ShouldBe("agreements_app");
        (await Ask(database.AppConnectionString, "select rolsuper from pg_roles where rolname = current_user")).ShouldBe(false);
        var refused = await Should.ThrowAsync<PostgresException>(() => Ask(database.AppConnectionString, "create table note (body text)"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task drops_the_database_under_whoever_is_still_connected()
    {
        var postgres = await Postgres.Shared();
        var database = await postgres.NewDatabase();
        await using var connection = new NpgsqlConnection(database.AppConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        await database.DisposeAsync();

        await using var another = await postgres.NewDatabase();
        (await Ask(another.SuperuserConnectionString, $"select count(*) from pg_database where datname = '{database.Name}'")).ShouldBe(0L);
    }

    [Fact]
    public async Task keeps_what_was_committed_over_a_crash_of_ones_own_cluster()
    {
        await using var postgres = await Postgres.Start();
        await using var database = await postgres.NewDatabase();
        await Ask(database.OwnerConnectionString, "create table note (body text); insert into note values ('kept'); select 1");

        await postgres.StopImmediately();
        await Should.ThrowAsync<NpgsqlException>(() => Ask(database.OwnerConnectionString, "select body from note"));
        await postgres.Restart();
        NpgsqlConnection.ClearAllPools();

        (await Ask(database.OwnerConnectionString, "select body from note")).ShouldBe("kept");
    }

    private static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
