using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

public sealed class Deciding_while_others_write(ApiHost host)
{
    [Fact]
    public async Task writes_only_onto_the_state_it_was_decided_on()
    {
        var situation = await host.A_draft();
        await using var other = await ApiHost.On(host.Database);
        var stream = StreamId.Of(new AgreementId(Guid.Parse(situation.Id)));
        var seen = new List<int>();

        var outcome = await host.Services.GetRequiredService<CommandLoop>().Run(
            new(stream, (facts, moment) =>
            {
                var agreement = (Agreement)facts.State(stream)!;
                seen.Add(agreement.Text.Count);
                // Another instance writes, and a reader of this one brings what is cached up to date, while the rule is judging.
                if (seen.Count == 1) WriteElsewhere().GetAwaiter().GetResult();
                var last = facts.Agreement(agreement.Id)!.Text.Count;
                return new(Actor.System, Added(last).Decide(agreement, new(Actor.System, moment.Now, facts)));
            }, null), TestContext.Current.CancellationToken);

        outcome.ShouldBeOfType<Outcome.Done>();
        seen.ShouldBe([seen[0], seen[0] + 1]);
        (await situation.Editor.Get($"{situation.Path}/clauses?limit=500")).Is(200).Text.ShouldContain($"After {seen[1]} clauses.");

        static AddClause Added(int after) => new(null, $"After {after} clauses.", Place.Last());

        async Task WriteElsewhere()
        {
            (await other.As(situation.Editor.Email).Post($"{situation.Path}/clauses", new { body = "From elsewhere." })).Is(201);
            await host.Services.GetRequiredService<StateCache>().Refresh(stream, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task gives_a_newcomer_whom_many_name_at_once_one_id()
    {
        var situation = await host.A_draft(network: await Network.New(host, 12));
        var email = $"new.{situation.Network.Pcn}@somewhere.test".ToLowerInvariant();
        var signatories = new[] { new { email, name = "Dr New", capacity = "partner" } };

        var replies = await Task.WhenAll(situation.Network.Practices.Select(ods =>
            situation.Editor.Put($"{situation.Path}/parties/{ods}", new { role = "core", signatories })));

        replies.ShouldAllBe(r => r.Status == 200);
        (await situation.Read())["parties"]!.AsArray().Select(p => p!["signatories"]![0]!["email"]!.GetValue<string>())
            .ShouldAllBe(shown => shown == email);
    }

    [Fact]
    public async Task answers_a_question_that_needs_more_than_is_kept()
    {
        var situation = await host.An_agreement_in_review();
        using var small = new StateCache(host.Log, 1);
        var services = host.Services;
        var reading = new Reading(host.Log, small, services.GetRequiredService<LogClock>(), services.GetRequiredService<NameBook>());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));

        var status = await reading.Ask((facts, _) => facts.Agreement(new(Guid.Parse(situation.Id)))?.Status, patience.Token);

        status.ShouldBe(Status.InReview);
    }

    [Fact]
    public async Task keeps_only_so_many_words()
    {
        var situation = await host.A_draft();
        var stream = StreamId.Of(new AgreementId(Guid.Parse(situation.Id)));
        using var small = new StateCache(host.Log, 150);
        await small.Refresh(stream, TestContext.Current.CancellationToken);
        small.Kept(stream).ShouldNotBeNull();

        foreach (var letter in "ab") (await situation.Reword("c1", new(letter, 90_000))).Is(200);

        var whole = (Agreement)await small.Refresh(stream, TestContext.Current.CancellationToken);
        whole.Find(ClauseKey.Parse("c1"))!.Revision.ShouldBe(3);
        small.Kept(stream).ShouldBeNull();
    }
}
