using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Observability;
using PcnAgreements.Store.Facts;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Clocks;

public sealed class Being_ready(ApiHost host)
{
    [Fact]
    public async Task is_found_out_anew_after_a_second_however_the_clock_of_the_machine_is_set()
    {
        var ct = TestContext.Current.CancellationToken;
        var (facts, machine) = (host.Services.GetRequiredService<ServiceFacts>(), new Machine { Time = DateTimeOffset.UtcNow });
        using var readiness = new Readiness(facts, machine);
        (await readiness.CanWrite(ct)).ShouldBeTrue();
        var written = await facts.Find("ready", ct);
        machine.Time = machine.Time.AddHours(-1);

        machine.Passes(TimeSpan.FromSeconds(2));

        (await readiness.CanWrite(ct)).ShouldBeTrue();
        (await facts.Find("ready", ct)).ShouldNotBe(written);
    }
}
