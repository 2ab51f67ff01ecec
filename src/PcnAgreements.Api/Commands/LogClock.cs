namespace PcnAgreements.Api.Commands;

/// <summary>The database's clock, as well as this process knows it: corrected by every answer that carries the database's time.</summary>
internal sealed class LogClock(TimeProvider local)
{
    private long offset;

    /// <summary>The time, UTC.</summary>
    public DateTimeOffset Now => local.GetUtcNow() + new TimeSpan(Volatile.Read(ref offset));

    /// <summary>Takes note of the time the database just told.</summary>
    public void Learn(DateTimeOffset told) => Volatile.Write(ref offset, (told - local.GetUtcNow()).Ticks);
}
