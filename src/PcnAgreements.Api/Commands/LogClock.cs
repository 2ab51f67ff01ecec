namespace PcnAgreements.Api.Commands;

/// <summary>
/// The database's clock, as well as this process knows it: what the database last told, and what has gone by since on the clock that nobody
/// can set. This machine's own time of day is never asked: were it an hour off, votes would be refused as late, and ballots closed early.
/// </summary>
internal sealed class LogClock(TimeProvider local)
{
    private readonly Lock learning = new();
    private Told last = new(local.GetUtcNow(), local.GetTimestamp());

    /// <summary>The time, UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var told = Volatile.Read(ref last);
            return told.Time + local.GetElapsedTime(told.At);
        }
    }

    /// <summary>This moment, for a question that the database's time comes back with.</summary>
    public long Asking() => local.GetTimestamp();

    /// <summary>
    /// Takes note of the time the database told, at some moment between the asking and now; once, at the latest, before the first decision.
    /// An answer that was long on its way never sets the clock back: only a time that cannot be, because even now it would be later here,
    /// does (the database's own clock was set back, or it is another database).
    /// </summary>
    public void Learn(DateTimeOffset told, long asked)
    {
        lock (learning)
        {
            var now = local.GetTimestamp();
            var known = last.Time + local.GetElapsedTime(last.At, now);
            if (known < told || known > told + local.GetElapsedTime(asked, now)) Volatile.Write(ref last, new(told, now));
        }
    }

    private sealed record Told(DateTimeOffset Time, long At);
}
