namespace PcnAgreements.Store.Tests;

/// <summary>The built-in engine keeps the contract, on two roles.</summary>
public sealed class PostgresLogContract : LogContract
{
    protected override async Task<(ILog Log, IAsyncDisposable Engine)> Open(TestDatabase database)
    {
        var store = await Stores.Open(database);
        return (store.Log, store);
    }
}
