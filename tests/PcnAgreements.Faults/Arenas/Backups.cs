using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using PcnAgreements.Faults.Mutants;

namespace PcnAgreements.Faults.Arenas;

/// <summary>The backups of an embedded Postgres, made and brought back by the operator's own programs.</summary>
/// <param name="checkout">Where those programs are.</param>
/// <param name="folder">Where the backups go.</param>
internal sealed class Backups(string checkout, string folder) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> said = [];
    private Process? following;

    /// <summary>Where they are.</summary>
    public string Folder => folder;

    /// <summary>Begins to receive whatever is written (<c>ops/backup --follow</c>); returns once it does.</summary>
    public async Task Follow(string data, CancellationToken ct)
    {
        following = Process.Start(new ProcessStartInfo(Program("backup"), [folder, "--follow"])
        {
            Environment = { ["DATA_DIR"] = data }, RedirectStandardError = true,
        })!;
        // It says so whenever its Postgres is killed, which is none of a reader's business unless it gives up.
        following.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        following.BeginErrorReadLine();
        var wal = Path.Combine(folder, "wal");
        while (!Directory.Exists(wal) || Directory.GetFiles(wal).Length == 0)
        {
            if (following.HasExited)
                throw new InvalidOperationException($"ops/backup --follow ended with {following.ExitCode}: {string.Join('\n', said)}");
            await Task.Delay(50, ct);
        }
    }

    /// <summary>Takes a base backup.</summary>
    public void Take(string data, params string[] how) =>
        Command.Run(checkout, "env", [$"DATA_DIR={data}", Program("backup"), folder, .. how]);

    /// <summary>Returns once all that the server at the other end of a connection has written has been received.</summary>
    public static async Task UntilReceived(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(bool_and(flush_lsn >= pg_current_wal_lsn()), false) from pg_stat_replication", connection);
        while (await command.ExecuteScalarAsync(ct) is not true) await Task.Delay(50, ct);
    }

    /// <summary>Ends the receiving.</summary>
    public async Task StopFollowing()
    {
        if (following is not { HasExited: false } receiving) return;
        Signals.Terminate(receiving.Id);
        await receiving.WaitForExitAsync();
    }

    /// <summary>Brings back what there was at the last moment, or at another, into a folder that has no database.</summary>
    public void Restore(string to, string? time = null) =>
        Command.Run(checkout, Program("restore"), time is null ? [folder, to] : [folder, to, "--time", time]);

    /// <summary>
    /// Goes on from what was brought back, as an operator who has looked at it would. Returns what is said, the lines of a policy among
    /// it.
    /// </summary>
    /// <param name="data">Where it was brought back to.</param>
    /// <param name="keys">The folder of the proof log's keys.</param>
    /// <param name="service">The service's assembly, built.</param>
    /// <param name="reason">Why there is less than there was.</param>
    public string Accept(string data, string keys, string service, string reason) => Command.Run(
        checkout, "env", $"Log__Keys={keys}", $"SERVICE_DIR={Path.GetDirectoryName(service)}", Program("restore"), "--accept", data,
        reason);

    public async ValueTask DisposeAsync() => await StopFollowing();

    private string Program(string name) => Path.Combine(checkout, "ops", name);
}
