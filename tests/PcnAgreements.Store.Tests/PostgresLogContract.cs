namespace PcnAgreements.Store.Tests;

/// <summary>The built-in engine keeps the contract, on two roles.</summary>
public sealed class PostgresLogContract : LogContract
{
    protected override IEngine Engine => Engines.Npgsql;
}
