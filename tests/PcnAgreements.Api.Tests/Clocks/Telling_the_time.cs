using PcnAgreements.Api.Commands;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Clocks;

public sealed class Telling_the_time
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void goes_by_what_the_database_told_however_the_clock_of_the_machine_is_set()
    {
        var machine = new Machine { Time = Noon.AddHours(5) };
        var clock = new LogClock(machine);
        clock.Learn(Noon);

        machine.Passes(TimeSpan.FromSeconds(3));
        clock.Now.ShouldBe(Noon.AddSeconds(3));
        machine.Time = machine.Time.AddHours(1);
        clock.Now.ShouldBe(Noon.AddSeconds(3));
        machine.Time = machine.Time.AddHours(-9);
        machine.Passes(TimeSpan.FromSeconds(1));
        clock.Now.ShouldBe(Noon.AddSeconds(4));
    }
}
