using Xunit;

namespace PcnAgreements.Store.Tests;

/// <summary>
/// A test on a store of its own: a database already migrated, kept by the built-in engine unless a subclass says otherwise.
/// </summary>
public abstract class OnAStore : IAsyncLifetime
{
    /// <summary>The engine that keeps the log.</summary>
    protected virtual IEngine Engine => Engines.Npgsql;

    protected TestDatabase Database { get; private set; } = null!;

    protected PostgresStore Store { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (Database, Store) = await Stores.New(Engine);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
