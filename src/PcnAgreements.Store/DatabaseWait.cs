using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Schema;

namespace PcnAgreements.Store;

/// <summary>
/// How the service begins while its database is away: it waits, and says so every few seconds. What waiting does not help, such as a wrong
/// password, ends it at once with a sentence.
/// </summary>
public static partial class DatabaseWait
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SaidEvery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Does what needs the database, from its beginning again as long as the database cannot be had. It must bear being cut short anywhere.
    /// </summary>
    public static async Task<T> For<T>(Func<Task<T>> start, ILogger log, CancellationToken ct)
    {
        var (since, said) = (Stopwatch.GetTimestamp(), TimeSpan.Zero - SaidEvery);
        while (true)
        {
            try
            {
                var started = await start();
                if (said >= TimeSpan.Zero) NoteThere(log, Seconds(Stopwatch.GetElapsedTime(since)));
                return started;
            }
            catch (Exception fault) when (Away(fault) is not null && !ct.IsCancellationRequested)
            {
                var waited = Stopwatch.GetElapsedTime(since);
                if (waited - said >= SaidEvery)
                {
                    said = waited;
                    NoteAway(log, Away(fault)!);
                }
            }

            await Task.Delay(Again, ct);
        }
    }

    /// <summary>Finds out whether a role is let in.</summary>
    /// <exception cref="SchemaException">It is not, and waiting does not help; the message names the setting.</exception>
    internal static async Task Knock(NpgsqlDataSource source, string setting, CancellationToken ct)
    {
        try
        {
            await (await source.OpenConnectionAsync(ct)).DisposeAsync();
        }
        catch (NpgsqlException refused) when (Away(refused) is null)
        {
            throw new SchemaException(
                $"The database does not let in whom ConnectionStrings__{setting} names: "
                + $"{(refused as PostgresException)?.MessageText ?? refused.Message}.",
                refused);
        }
    }

    // Why it cannot be had just now, in words that hold no secret; null when something else is the matter.
    private static string? Away(Exception fault) => fault switch
    {
        LogUnavailableException unavailable => unavailable.Message,
        PostgresException said => SqlStates.IsOutage(said) ? said.MessageText : null,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } broken =>
            $"{broken.Message}: {broken.InnerException!.Message}",
        TimeoutException late => late.Message,
        { InnerException: { } inner } => Away(inner),
        _ => null,
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be had yet, and the service waits for it: {Why}")]
    private static partial void NoteAway(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is there after {Seconds} s")]
    private static partial void NoteThere(ILogger log, string seconds);
}
