using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace PcnAgreements.Store.Tests;

/// <summary>Opens the built-in store for tests.</summary>
internal static class Stores
{
    /// <summary>On two roles, as it is meant to run.</summary>
    public static Task<PostgresStore> Open(TestDatabase database) => PostgresStore.Open(
        new(database.AppConnectionString)
        {
            OwnerConnectionString = database.OwnerConnectionString, SettleWithin = TimeSpan.FromSeconds(10),
        },
        NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    /// <summary>A database already migrated, and the store opened on it.</summary>
    public static async Task<(TestDatabase Database, PostgresStore Store)> New()
    {
        var database = await (await Postgres.Shared()).NewDatabase("store", async fresh => await (await Open(fresh)).DisposeAsync());
        return (database, await Open(database));
    }
}
