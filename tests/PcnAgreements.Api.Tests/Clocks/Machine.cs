namespace PcnAgreements.Api.Tests.Clocks;

/// <summary>A machine whose time of day can be set, and whose monotonic clock only goes on.</summary>
internal sealed class Machine : TimeProvider
{
    private TimeSpan up;

    public DateTimeOffset Time { get; set; }

    public void Passes(TimeSpan time) => (up, Time) = (up + time, Time + time);

    public override DateTimeOffset GetUtcNow() => Time;

    public override long GetTimestamp() => up.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
