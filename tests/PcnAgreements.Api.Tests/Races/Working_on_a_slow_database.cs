using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

public sealed class Working_on_a_slow_database(ApiHost host)
{
    private static readonly StreamId Nothing = StreamId.Of(new AgreementId(Guid.CreateVersion7()));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private T Its<T>() where T : notnull => host.Services.GetRequiredService<T>();

    [Fact]
    public async Task answers_a_question_after_two_rounds_at_most()
    {
        var slow = new SlowLog(host.Log, TimeSpan.FromSeconds(2.5));
        var reading = new Reading(slow, Its<StateCache>(), Its<LogClock>(), Its<NameBook>());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));

        await reading.Ask((facts, _) => facts.State(Nothing), patience.Token);

        slow.Asked.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task refuses_a_command_after_two_rounds_at_most()
    {
        var slow = new SlowLog(host.Log, TimeSpan.FromMilliseconds(700));
        var attempt = new Attempt(slow, Its<StateCache>(), Its<PeopleLookup>(), Its<LogClock>(), Its<NameBook>(), Its<LogIdentity>());
        var waiting = new Waiting(new(Nothing, (_, _) => new Refusal.NotFound("There is nothing."), null), Ct);

        await attempt.Carry([waiting]);

        (await waiting.Answer.Task).ShouldBeOfType<Outcome.Refused>();
        slow.Asked.ShouldBeLessThanOrEqualTo(2);
    }
}
