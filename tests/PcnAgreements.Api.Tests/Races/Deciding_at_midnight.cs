using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Api.Tests.Clocks;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

public sealed class Deciding_at_midnight(ApiHost host)
{
    private T Its<T>() where T : notnull => host.Services.GetRequiredService<T>();

    [Fact]
    public async Task decides_again_on_the_day_it_is_written()
    {
        var stream = StreamId.Of(OdsCode.Parse("MIDNIGHT"));
        var (today, seen) = (London.DayOf(Its<LogClock>().Now), new List<DateOnly>());
        // By this clock it is still a second to midnight.
        var clock = new LogClock(new Machine { Time = London.StartOf(today).AddSeconds(-1) });
        var attempt = new Attempt(host.Log, Its<StateCache>(), Its<PeopleLookup>(), clock, Its<NameBook>(), Its<LogIdentity>());
        var waiting = new Waiting(new(stream, Rule, null), TestContext.Current.CancellationToken);

        await attempt.Carry([waiting]);

        (await waiting.Answer.Task).ShouldBeOfType<Outcome.Done>();
        seen.ShouldBe([today.AddDays(-1), today]);

        Ruling Rule(Facts facts, Moment moment)
        {
            if (facts.State(stream) is not Organisation organisation) return new(Actor.System, Decision.Nothing);
            seen.Add(London.DayOf(moment.Now));
            var by = new Actor(null, null, "operator");
            var night = new RegisterOrganisation("NIGHT TRUST", OrganisationKind.Trust);
            return new(by, night.Decide(organisation, new(by, moment.Now, facts)));
        }
    }
}
