using PcnAgreements.Api.Http;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Clocks;

public sealed class Reading_a_time
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-31T09:00:00Z", 0)]
    [InlineData("2026-01-31t09:00:00z", 0)]
    [InlineData("2026-01-31T10:00:00+01:00", 0)]
    [InlineData("2026-01-31T10:00:00 01:00", 0)]
    [InlineData("2026-01-31T09:00:00.5Z", 5_000_000)]
    [InlineData("2026-01-31T09:00:00.1234567Z", 1_234_567)]
    [InlineData("2026-01-31T09:00:00.123456789Z", 1_234_567)]
    [InlineData("2026-01-31T08:00:00.123456789-01:00", 1_234_567)]
    public void takes_what_RFC_3339_has(string text, long ticks)
    {
        AsOf.TryReadTime(text, out var time).ShouldBeTrue();
        time.ShouldBe(Nine.AddTicks(ticks));
    }

    [Theory]
    [InlineData("2026-01-31T09:00:00")]
    [InlineData("2026-01-31T09:00Z")]
    [InlineData("2026-01-31 09:00:00Z")]
    [InlineData("2026-01-31T09:00:00.Z")]
    [InlineData("2026-01-31T09:00:00.12x456789Z")]
    [InlineData("2026-01-31")]
    [InlineData("z")]
    [InlineData("")]
    public void takes_nothing_else(string text) => AsOf.TryReadTime(text, out _).ShouldBeFalse();
}
