using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>A short round of what <c>ops/faults</c> does for as long as it is let.</summary>
public sealed class Surviving_faults
{
    [Fact]
    public async Task loses_nothing_acknowledged_and_does_nothing_twice()
    {
        using var here = new Surroundings();
        var seed = Random.Shared.Next(1 << 20);
        var outcome = await new Round(here.Setting, new(seed, TimeSpan.FromSeconds(40))).Run();

        outcome.Findings.Lines().ShouldBeEmpty($"ops/faults --seed {seed} gives the same schedule again.");
        outcome.History.Attempts.Count(a => a.IsAcknowledged).ShouldBeGreaterThan(50);
        outcome.Injector.Counts["ServiceKilled"].ShouldBeGreaterThan(2);
        outcome.Injector.Counts["backends terminated"].ShouldBeGreaterThan(20);
        outcome.Injector.Kills.ShouldContain(k => k.Instance == null);
    }
}
