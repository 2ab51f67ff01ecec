using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PcnAgreements.Store.Tests;

/// <summary>
/// A real Postgres for tests, and the only place that finds one: the server that <c>PCN_TEST_POSTGRES</c> names (as a superuser, on a
/// server kept for tests: it sets the passwords of its two roles); else, where Testcontainers is compiled in and can start one, a
/// container; else a scratch cluster from <c>ops/postgres</c> that ends with this process.
/// </summary>
public sealed class Postgres : IAsyncDisposable
{
    private const string EnvironmentName = "PCN_TEST_POSTGRES";
    private static readonly Lazy<Task<Postgres>> TheShared = new(Join);

    private readonly ScratchCluster? _own;
    private readonly NpgsqlConnectionStringBuilder _superuser;
    private readonly Dictionary<string, Task> _templates = [];
    private int _made;

    private Postgres(string superuser, ScratchCluster? own)
    {
        _superuser = new(superuser) { Pooling = false };
        _own = own;
    }

    /// <summary>The server that all tests of a run share; it cannot be stopped.</summary>
    public static Task<Postgres> Shared() => TheShared.Value;

    /// <summary>A cluster of the caller's own, for tests that stop it or kill it.</summary>
    public static async Task<Postgres> Start()
    {
        var cluster = await Task.Run(ScratchCluster.Start);
        var postgres = new Postgres(cluster.ConnectionString, cluster);
        await postgres.UntilItAnswers();
        await postgres.PrepareRoles();
        return postgres;
    }

    private static async Task<Postgres> Join()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } given)
        {
            var postgres = new Postgres(given, null);
            Say($"the one of {EnvironmentName}, port {postgres._superuser.Port}");
            await postgres.PrepareRoles();
            return postgres;
        }

        if (await FromContainer() is { } contained) return contained;
        var own = await Start();
        Say($"a scratch cluster in {own._own!.Folder}, port {own._superuser.Port}");
        return own;
    }

    private static void Say(string which) => Console.Error.WriteLine($"Postgres of this run: {which}");

#if CRITTERSTACK
    // Docker may be there and yet be too old for Testcontainers, or without a registry to have the image from: then as without Docker.
    private static async Task<Postgres?> FromContainer()
    {
        try
        {
            var postgres = new Postgres(await ContainedPostgres.Start(), null);
            await postgres.PrepareRoles();
            Say($"a container of {ContainedPostgres.Image} by Testcontainers, port {postgres._superuser.Port}");
            return postgres;
        }
        catch (Exception e)
        {
            Say($"no container, for Testcontainers cannot have one: {ContainedPostgres.Why(e)}");
            return null;
        }
    }
#else
    private static Task<Postgres?> FromContainer() => Task.FromResult<Postgres?>(null);
#endif

    /// <summary>An empty database in a few hundredths of a second, owned by the owner's role and open to the running one.</summary>
    public Task<TestDatabase> NewDatabase() => Create("template1");

    /// <summary>A copy of a database that <paramref name="prepare"/> fills (migrates, say) once a process, and then leaves.</summary>
    public async Task<TestDatabase> NewDatabase(string template, Func<TestDatabase, Task> prepare)
    {
        var name = $"template_{template}_{Environment.ProcessId}";
        Task ready;
        lock (_templates)
        {
            if (!_templates.TryGetValue(name, out ready!)) _templates[name] = ready = Task.Run(() => Prepare(name, prepare));
        }

        await ready;
        return await Create(name);
    }

    /// <summary>Ends the server as a crash would, whatever it is doing. Only for one's own cluster (<see cref="Start"/>).</summary>
    public Task StopImmediately() => Task.Run(() => Own.StopImmediately());

    /// <summary>Starts it again on the same port with the same data: connection strings stay good.</summary>
    public async Task Restart()
    {
        await Task.Run(() => Own.Restart(_superuser.Port));
        await UntilItAnswers();
    }

    /// <summary>Stops and removes one's own cluster; leaves a shared one alone.</summary>
    public ValueTask DisposeAsync()
    {
        if (!IsShared) _own?.Remove();
        return ValueTask.CompletedTask;
    }

    // It was just started, on a machine that may be busy: for this long, and only here, a connection that fails is tried again.
    private async Task UntilItAnswers()
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                await Execute("select 1");
                return;
            }
            catch (NpgsqlException) when (since.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100);
            }
        }
    }

    internal async Task Execute(string sql, string database = "postgres")
    {
        var on = new NpgsqlConnectionStringBuilder(_superuser.ConnectionString) { Database = database };
        await using var connection = new NpgsqlConnection(on.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private bool IsShared =>
        TheShared.IsValueCreated && TheShared.Value is { IsCompletedSuccessfully: true } shared && shared.Result == this;

    private ScratchCluster Own => _own is not null && !IsShared ? _own
        : throw new InvalidOperationException("The shared server is not to be stopped: Postgres.Start() gives one of your own.");

    private async Task Prepare(string name, Func<TestDatabase, Task> prepare)
    {
        await Execute($"drop database if exists {name} with (force)");
        await Create("template1", name);
        await prepare(Describe(name));
        await Execute($"""
            alter database {name} allow_connections false;
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'
            """);
    }

    private async Task<TestDatabase> Create(string template, string? name = null)
    {
        name ??= $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _made)}_{Guid.NewGuid().ToString("N")[..8]}";
        await Execute($"create database {name} template {template} owner agreements_owner");
        await Execute($"revoke all on database {name} from public; grant connect, temporary on database {name} to agreements_app");
        return Describe(name);
    }

    private TestDatabase Describe(string name) => new(this, name)
    {
        OwnerConnectionString = As("agreements_owner", Password("agreements_owner"), name),
        AppConnectionString = As("agreements_app", Password("agreements_app"), name),
        SuperuserConnectionString = As(_superuser.Username!, _superuser.Password!, name),
    };

    private string As(string role, string password, string database) =>
        new NpgsqlConnectionStringBuilder(_superuser.ConnectionString)
        {
            Username = role,
            Password = password,
            Database = database,
            Pooling = true,
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 2,
        }.ConnectionString;

    // Every process that shares the server comes to the same passwords without telling the others.
    private string Password(string role) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_superuser.Password ?? ""), Encoding.UTF8.GetBytes(role)));

    private async Task PrepareRoles()
    {
        foreach (var role in (string[])["agreements_owner", "agreements_app"])
        {
            // Under a lock: of two processes that alter one role at once, one would fail.
            await Execute($"""
                select pg_advisory_xact_lock(7212);
                do $$ begin if not exists (select from pg_roles where rolname = '{role}') then create role {role} login; end if; end $$;
                alter role {role} login password '{Password(role)}'
                """);
        }
    }
}
