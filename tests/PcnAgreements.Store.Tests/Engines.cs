using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Tests;

/// <summary>The engines that are compiled in.</summary>
public static class Engines
{
    /// <summary>The built-in one.</summary>
    public static IEngine Npgsql { get; } = new NpgsqlEngine();

    /// <summary>The one that tests run on which care for no engine.</summary>
    public static IEngine Chosen => Npgsql;
}
