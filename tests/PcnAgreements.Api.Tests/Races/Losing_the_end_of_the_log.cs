using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Tests.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Text;
using PcnAgreements.Store;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

/// <summary>
/// A database that is put back under a running service, or another that takes over and had not got all: nothing is answered from events
/// that the log no longer has.
/// </summary>
public sealed class Losing_the_end_of_the_log : IAsyncLifetime
{
    private ApiHost host = null!;
    private Situation situation = null!;
    private StreamId stream;
    private long before;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private StateCache Cache => host.Services.GetRequiredService<StateCache>();

    public async ValueTask InitializeAsync()
    {
        host = await ApiHost.Start();
        situation = await host.A_draft();
        stream = StreamId.Of(new AgreementId(Guid.Parse(situation.Id)));
        before = Version(await Cache.Refresh(stream, Ct));
    }

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task leaves_a_reader_what_is_there()
    {
        await AddAndLose();

        (await situation.Editor.Get(situation.Path)).Is(200).ETag.ShouldBe($"\"v{before}\"");
        (await situation.Editor.Get($"{situation.Path}/clauses")).Is(200).Text.ShouldNotContain("Lost heading");
        Version(await Cache.Refresh(stream, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task forgets_what_never_was_in_the_log_that_goes_on()
    {
        var fresh = StreamId.Of(new AgreementId(Guid.NewGuid()));
        StreamId[] many = [stream, fresh, .. Enumerable.Range(0, 8).Select(_ => StreamId.Of(new AgreementId(Guid.NewGuid())))];
        var written = await Write(fresh, 0, (await host.Log.ReadStream(stream, 0, Ct))[0].Event);
        Version(await Cache.Refresh(fresh, Ct)).ShouldBe(1);
        await Lose(written.FirstIndex);

        Version((await Cache.Refresh(many, Ct))[fresh]).ShouldBe(0);
        Version(await Cache.Refresh(fresh, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task folds_none_of_it_into_what_was_written_in_its_place()
    {
        var lost = await AddAndLose();
        await Write(stream, before, lost with { After = null, Heading = "Other heading" });
        await Write(stream, before + 1, lost with { Clause = ClauseKey.Parse("c99"), Heading = "Last heading" });

        var sentences = (await situation.Editor.Get($"{situation.Path}/history?limit=500")).Is(200).Items
            .Select(e => e!["summary"]!.GetValue<string>()).ToList();
        sentences.ShouldNotContain(said => said.Contains("added clause 3"));
        var clauses = (await situation.Editor.Get($"{situation.Path}/clauses")).Is(200).Text;
        clauses.ShouldContain("Other heading");
        clauses.ShouldContain("Last heading");
        clauses.ShouldNotContain("Lost heading");
    }

    [Fact]
    public async Task answers_nothing_from_it_when_as_much_was_written_in_its_place()
    {
        var lost = await AddAndLose();
        await Write(stream, before, lost with { Heading = "Other heading" });

        (await situation.Editor.Get(situation.Path)).Is(200).Text.ShouldNotContain("Lost heading");
        var clauses = (await situation.Editor.Get($"{situation.Path}/clauses")).Is(200);
        clauses.ETag.ShouldBe($"\"v{before + 1}\"");
        clauses.Text.ShouldContain("Other heading");
        clauses.Text.ShouldNotContain("Lost heading");
        (await situation.Editor.Get($"{situation.Path}/history?limit=500")).Is(200).Text.ShouldNotContain("Lost heading");
        (await situation.Editor.Get($"{situation.Path}/clauses?asOf={before + 1}")).Is(200).Text.ShouldContain("Other heading");
    }

    [Fact]
    public async Task decides_nothing_on_it_when_as_much_was_written_in_its_place()
    {
        await AddAndLose();
        await Write(stream, before, new TitleChanged("Another title"));

        (await situation.Editor.Post($"{situation.Path}/clauses/c3/comments", new { body = "Which?", ods = $"{situation.Network.Pcn}" }))
            .Is(404, "not-found");
        (await host.Log.ReadStream(stream, 0, Ct)).Count.ShouldBe((int)before + 1);
        (await situation.Editor.Patch(situation.Path, new { title = "Another title" })).Is(200);
        (await situation.Editor.Post($"{situation.Path}/clauses", new { body = "So be it." })).Is(201)["key"].GetValue<string>()
            .ShouldBe("c3");
    }

    [Fact]
    public async Task takes_no_edit_of_words_that_were_lost_when_as_much_was_written_in_their_place()
    {
        var lost = (await situation.Reword("c1", "Lost words.")).Is(200);
        var tag = await situation.EditTag("c1");
        await Lose(lost.LogIndex!.Value);
        await Write(stream, before, new ClauseReworded(ClauseKey.Local(1), 2, null, "Other words.", Wording.Of(null, "Other words.").Hash));

        var refused = await situation.Editor.Put($"{situation.Path}/clauses/c1", new { body = "Upon lost words." }, ("If-Match", tag));
        refused.Is(412, "precondition-failed").Json["current"]!["body"]!.GetValue<string>().ShouldBe("Other words.");
        (await situation.Reword("c1", "Upon other words.")).Is(200);
    }

    [Fact]
    public async Task gives_nobody_an_authority_that_was_lost_when_as_much_was_written_in_its_place()
    {
        var ods = situation.Network.Practices[0];
        var (people, organisation) = ($"/organisations/{ods}/people", StreamId.Of(ods));
        var given = (await situation.Network.Administrator(ods).Put(
            $"{people}/{Network.At("new", ods)}", new { name = "New", authorities = new[] { "administrator" } })).Is(201);
        var version = (await host.Log.ReadStream(organisation, 0, Ct)).Count;
        var other = new { name = "Other", authorities = new[] { "voter" } };
        (await host.As(Network.At("new", ods)).Get(people)).Is(200);
        await Lose(given.LogIndex!.Value);
        await Write(organisation, version - 1, new ListSizeRecorded(new(2025, 1, 1), 6_000));

        (await host.As(Network.At("new", ods)).Put($"{people}/{Network.At("other", ods)}", other)).Is(403, "not-entitled");
        (await host.As(Network.At("new", ods)).Get(people)).Is(403, "not-entitled");
        (await host.Log.ReadStream(organisation, 0, Ct)).Count.ShouldBe(version);
    }

    private async Task<ClauseAdded> AddAndLose()
    {
        var clause = new { heading = "Lost heading", body = "So be it." };
        var added = (await situation.Editor.Post($"{situation.Path}/clauses", clause)).Is(201);
        (await situation.Editor.Get($"{situation.Path}/history?limit=500")).Is(200).Text.ShouldContain("added clause 3");
        var lost = (ClauseAdded)(await host.Log.ReadStream(stream, before, Ct))[0].Event;
        await Lose(added.LogIndex!.Value);
        return lost;
    }

    private async Task Lose(long index)
    {
        await Tampering.CutOff(host.Database, index);
        await host.Database.CutAll();
        host.Services.GetRequiredService<PostgresStore>().Source.Clear();
    }

    private async Task<AppendOutcome.Written> Write(StreamId to, long version, DomainEvent happened) =>
        (await host.Log.Append(new([new(to, version, [new(happened, Actor.System, null)])]), Ct))
            .ShouldBeOfType<AppendOutcome.Written>();

    private static long Version(object state) => Fold.VersionOf(state);
}
