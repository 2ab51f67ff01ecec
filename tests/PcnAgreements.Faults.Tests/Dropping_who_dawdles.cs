using System.Diagnostics;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Loads;
using PcnAgreements.Faults.Workload;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>Slow, endless and malformed HTTP, against the service as a process: none of it lasts, and nobody else notices.</summary>
public sealed class Dropping_who_dawdles
{
    [Fact]
    public async Task happens_in_every_manner_of_it_while_others_are_served()
    {
        using var here = new Surroundings();
        await using var arena = await Arena.Open(here.Setting with { Instances = 1 }, here.Place("arena"));
        var instance = arena.Instances[0];
        var tokens = await Cast.Enter(instance);
        var malicious = new MaliciousClient(instance.Port, ("/api/v1/agreements", tokens[Cast.Editor]), TimeSpan.FromSeconds(25));

        var reading = new SlowReader(instance, tokens[Cast.Editor]).Ask(TimeSpan.FromSeconds(60));
        var sending = Enum.GetValues<Malice>().Select(malicious.Send).ToList();
        var all = Task.WhenAll([reading, .. sending]);
        var slowest = TimeSpan.Zero;
        while (!all.IsCompleted)
        {
            var began = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
            request.Headers.Authorization = new("Bearer", tokens[Cast.Auditor]);
            using var answer = await instance.Http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue();
            if (Stopwatch.GetElapsedTime(began) is var took && took > slowest) slowest = took;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await reading).ShouldNotBeNull("who does not read");
        MaliciousClient.Kept(await Task.WhenAll(sending)).ShouldBeEmpty();
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }
}
