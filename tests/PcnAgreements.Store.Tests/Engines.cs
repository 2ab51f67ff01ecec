using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Tests;

/// <summary>The engines that are compiled in.</summary>
public static class Engines
{
    private const string EnvironmentName = "PCN_TEST_ENGINE";

    /// <summary>The built-in one.</summary>
    public static IEngine Npgsql { get; } = new NpgsqlEngine();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IEngine> All { get; } =
    [
        Npgsql,
#if CRITTERSTACK
        new CritterStack.MartenEngine(),
#endif
    ];

    /// <summary>The one that tests run on which care for no engine: what <c>PCN_TEST_ENGINE</c> names, else the built-in one.</summary>
    public static IEngine Chosen => Environment.GetEnvironmentVariable(EnvironmentName) is { Length: > 0 } name
        ? All.FirstOrDefault(e => e.Name == name)
            ?? throw new InvalidOperationException(
                $"{EnvironmentName} is '{name}', and compiled in are: {string.Join(", ", All.Select(e => e.Name))}.")
        : Npgsql;
}
