namespace PcnAgreements.Api.Commands;

/// <summary>
/// The database's clock, as well as this process knows it: what the database last told, and what has gone by since on the clock that nobody
/// can set. This machine's own time of day is never asked: were it an hour off, votes would be refused as late, and ballots closed early.
/// </summary>
internal sealed class LogClock(TimeProvider local)
{
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

    /// <summary>Takes note of the time the database just told; once, at the latest, before the first decision.</summary>
    public void Learn(DateTimeOffset told) => Volatile.Write(ref last, new(told, local.GetTimestamp()));

    private sealed record Told(DateTimeOffset Time, long At);
}
