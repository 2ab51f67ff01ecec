using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Store;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

public sealed class Asking_after_a_deadline(ApiHost host)
{
    [Fact]
    public async Task finds_a_ballot_counted_that_the_service_has_not_come_to_close()
    {
        var situation = await host.An_agreement_in_review();
        await Overlook(situation);

        (await situation.Editor.Post($"{situation.Path}/recall", new { reason = "Not ready." })).Is(200);

        var ballot = (await situation.Editor.Get($"{situation.Path}/ballots/b1")).Is(200);
        ballot["status"].GetValue<string>().ShouldBe("closed");
        ballot["closedHow"].GetValue<string>().ShouldBe("deadline");
        var last = (await situation.Editor.Get($"{situation.Path}/history")).Is(200).Items.TakeLast(2).ToList();
        last.Select(e => $"{e!["type"]} by {e["actor"]!["name"]}")
            .ShouldBe(["ballot_closed by system", $"recalled by Name of {situation.Editor.Email}"]);
    }

    // Without its rows nothing wakes the service, as when it was down at that moment.
    private async Task Overlook(Situation situation)
    {
        var ct = TestContext.Current.CancellationToken;
        var stream = StreamId.Of(new AgreementId(Guid.Parse(situation.Id)));
        var agreement = (Agreement)Fold.Evolve(Fold.Empty(stream), await host.Log.ReadStream(stream, 0, ct));
        ImmutableArray<WeighedVoter> roll = [.. situation.Network.Practices.Select(p => new WeighedVoter(p, "SURGERY", 1, null))];
        var opened = new BallotOpened(
            new(1), 1, null, "Shall we?", null, DecisionRule.UnanimousOfEntitled, roll, agreement.Text.TextHash, null, null,
            DateTimeOffset.UtcNow.AddSeconds(-5));
        var append = new Append([new(stream, agreement.Version, [new(opened, new(null, situation.Network.Pcn, "editor"), "test")])]);
        (await host.Log.Append(append, ct)).ShouldBeOfType<AppendOutcome.Written>();
    }
}
