using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace PcnAgreements.Store.Tests;

/// <summary>Opens the store for tests.</summary>
internal static class Stores
{
    /// <summary>On two roles, as it is meant to run; with the built-in engine unless another is given.</summary>
    public static Task<PostgresStore> Open(TestDatabase database, IEngine? engine = null) => PostgresStore.Open(
        Options(database), engine ?? Engines.Npgsql, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    /// <summary>A database already migrated, and the store opened on it.</summary>
    public static async Task<(TestDatabase Database, PostgresStore Store)> New(IEngine? engine = null)
    {
        var database = await (await Postgres.Shared()).NewDatabase(
            $"store_{(engine ?? Engines.Npgsql).Name}", async fresh => await (await Open(fresh, engine)).DisposeAsync());
        return (database, await Open(database, engine));
    }

    /// <summary>Where a database is, for the two roles.</summary>
    public static StoreOptions Options(TestDatabase database) => new(database.AppConnectionString)
    {
        OwnerConnectionString = database.OwnerConnectionString, SettleWithin = TimeSpan.FromSeconds(10),
    };
}
