using System.Collections.Concurrent;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// How the log stands, for health and for whoever is about to write. Once it is known to have been altered or put back, nothing is written
/// or signed any more by this process, and everybody is told why.
/// </summary>
internal sealed partial class LogStanding(ILogger<LogStanding> log)
{
    private readonly ConcurrentDictionary<string, Trouble> troubles = [];
    private string? broken;

    /// <summary>Why nothing is written or signed, in words; null while all is well.</summary>
    public string? Broken => Volatile.Read(ref broken);

    /// <summary>What is amiss without keeping anybody from working, in words; shown to everybody.</summary>
    public IReadOnlyCollection<string> Troubles =>
        [.. troubles.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value.Said)];

    /// <summary>Notes that the log is not what it was. The first reason stays.</summary>
    public void Break(string why)
    {
        if (Interlocked.CompareExchange(ref broken, why, null) is not null) return;
        LogTelemetry.Broken = 1;
        NoteBroken(log, why);
    }

    /// <summary>Notes what is amiss about something, once for as long as it lasts; null when it is well again.</summary>
    /// <param name="about">What it is about.</param>
    /// <param name="trouble">What is amiss, for everybody to read: no path, no address and nothing of a fault.</param>
    /// <param name="where">The file or address it is about, for the service's own log.</param>
    /// <param name="fault">What it comes from, for the service's own log.</param>
    public void Note(string about, string? trouble, string where = "", Exception? fault = null)
    {
        if (trouble is null)
        {
            if (troubles.TryRemove(about, out _)) NoteWell(log, about);
            return;
        }

        var now = new Trouble(trouble, where, fault?.Message);
        var isNew = !troubles.TryGetValue(about, out var before) || before != now;
        troubles[about] = now;
        if (isNew) NoteTrouble(log, fault, trouble, where);
    }

    [LoggerMessage(
        Level = LogLevel.Critical, Message = "The proof log is not as it was signed: nothing is written or signed any more. {Why}")]
    private static partial void NoteBroken(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Trouble} {Where}")]
    private static partial void NoteTrouble(ILogger log, Exception? fault, string trouble, string where);

    [LoggerMessage(Level = LogLevel.Information, Message = "All is well again: {About}")]
    private static partial void NoteWell(ILogger log, string about);

    private sealed record Trouble(string Said, string Where, string? Why);
}

/// <summary>An event was written past the service: it has no place in the log, and nothing that comes after it can be signed.</summary>
internal sealed class StrayEventException(long position) : Exception(
    FormattableString.Invariant(
        $"The event at position {position} was written past the service and has no place in the log: no further checkpoint is signed."));

/// <summary>The log is not what was signed, or cannot be what was recorded.</summary>
internal sealed class LogDamagedException(string message) : Exception(message);
