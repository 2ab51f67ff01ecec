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
        clock.Learn(Noon, clock.Asking());

        machine.Passes(TimeSpan.FromSeconds(3));
        clock.Now.ShouldBe(Noon.AddSeconds(3));
        machine.Time = machine.Time.AddHours(1);
        clock.Now.ShouldBe(Noon.AddSeconds(3));
        machine.Time = machine.Time.AddHours(-9);
        machine.Passes(TimeSpan.FromSeconds(1));
        clock.Now.ShouldBe(Noon.AddSeconds(4));
    }

    [Fact]
    public void is_not_set_back_by_an_answer_that_was_long_on_its_way_but_by_a_time_that_cannot_be()
    {
        var machine = new Machine();
        var clock = new LogClock(machine);
        clock.Learn(Noon, clock.Asking());
        var asked = clock.Asking();

        machine.Passes(TimeSpan.FromSeconds(5));
        clock.Learn(Noon.AddSeconds(1), asked);
        clock.Now.ShouldBe(Noon.AddSeconds(5));
        clock.Learn(Noon.AddSeconds(-1), asked);
        clock.Now.ShouldBe(Noon.AddSeconds(-1));
        clock.Learn(Noon.AddSeconds(7), asked);
        clock.Now.ShouldBe(Noon.AddSeconds(7));
    }
}
