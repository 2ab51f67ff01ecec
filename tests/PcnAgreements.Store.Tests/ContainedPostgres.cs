#if CRITTERSTACK
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Testcontainers.PostgreSql;

namespace PcnAgreements.Store.Tests;

/// <summary>
/// A Postgres in a container for this process alone. The process removes it on its way out; where it is killed, Testcontainers' Ryuk does,
/// unless that was switched off (<c>TESTCONTAINERS_RYUK_DISABLED</c>).
/// </summary>
internal static class ContainedPostgres
{
    public const string Image = "postgres:15";

    // To .NET 10 a SIGTERM is no way out, but the end at once; ops/test sends it when it is interrupted.
    private static PosixSignalRegistration? _terminated;

    /// <summary>The superuser's connection string, once it answers.</summary>
    public static async Task<string> Start()
    {
        var container = new PostgreSqlBuilder(Image)
            .WithUsername("postgres").WithPassword(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))
            .WithCommand("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "timezone=UTC").Build();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(container);
        _terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
        await container.StartAsync();
        return container.GetConnectionString();
    }

    /// <summary>What went wrong and why, in a line: Testcontainers' own message advises, and the reason is the innermost.</summary>
    public static string Why(Exception e) => string.Join(": ", new[] { e, e.GetBaseException() }.Select(FirstLine).Distinct());

    private static void Remove(PostgreSqlContainer container)
    {
        try
        {
            container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"The container of Postgres may be left behind: {Why(e)}");
        }
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd(' ', '\r', '.');
}
#endif
