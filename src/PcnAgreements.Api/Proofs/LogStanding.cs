using System.Collections.Concurrent;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// How the log stands, for health and for whoever is about to write. Once it is known to have been altered or put back, nothing is written
/// or signed any more by this process, and everybody is told why.
/// </summary>
internal sealed partial class LogStanding(ILogger<LogStanding> log)
{
    private readonly ConcurrentDictionary<string, string> troubles = [];
    private string? broken;

    /// <summary>Why nothing is written or signed, in words; null while all is well.</summary>
    public string? Broken => Volatile.Read(ref broken);

    /// <summary>What is amiss without keeping anybody from working, in words.</summary>
    public IReadOnlyCollection<string> Troubles => [.. troubles.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value)];

    /// <summary>Notes that the log is not what it was. The first reason stays.</summary>
    public void Break(string why)
    {
        if (Interlocked.CompareExchange(ref broken, why, null) is not null) return;
        LogTelemetry.Broken = 1;
        NoteBroken(log, why);
    }

    /// <summary>Notes what is amiss about something, once for as long as it lasts; null when it is well again.</summary>
    public void Note(string about, string? trouble)
    {
        if (trouble is null)
        {
            if (troubles.TryRemove(about, out _)) NoteWell(log, about);
            return;
        }

        var isNew = !troubles.TryGetValue(about, out var before) || before != trouble;
        troubles[about] = trouble;
        if (isNew) NoteTrouble(log, trouble);
    }

    [LoggerMessage(
        Level = LogLevel.Critical, Message = "The proof log is not as it was signed: nothing is written or signed any more. {Why}")]
    private static partial void NoteBroken(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Trouble}")]
    private static partial void NoteTrouble(ILogger log, string trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "All is well again: {About}")]
    private static partial void NoteWell(ILogger log, string about);
}

/// <summary>An event was written past the service: it has no place in the log, and nothing that comes after it can be signed.</summary>
internal sealed class StrayEventException(string message) : Exception(message);

/// <summary>The log is not what was signed, or cannot be what was recorded.</summary>
internal sealed class LogDamagedException(string message) : Exception(message);
