using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Changing_the_terms_over_HTTP(ApiHost host)
{
    [Fact]
    public async Task changes_nothing_for_a_patch_that_names_nothing()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Patch(situation.Path, new { })).Is(200)["version"].GetValue<long>().ShouldBe(3);
        (await situation.Editor.Patch(situation.Path, new { }, ("Content-Type", "application/merge-patch+json"))).Is(200)["version"]
            .GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public async Task looks_for_the_version_among_all_that_If_Match_lists()
    {
        var situation = await host.A_draft();
        (await Titled("First", "\"v1\", \"v2\"")).Is(412, "precondition-failed");
        (await Titled("First", "\"v2\", \"v3\"")).Is(200);
        (await Titled("Second", "\"other\"")).Is(412, "precondition-failed");
        (await Titled("Second", "W/\"v4\"")).Is(412, "precondition-failed");
        (await Titled("Second", "*")).Is(200);

        Task<Reply> Titled(string title, string match) => situation.Editor.Patch(situation.Path, new { title }, ("If-Match", match));
    }

    [Fact]
    public async Task is_refused_without_a_patch()
    {
        var situation = await host.A_draft();
        (await situation.Editor.Patch(situation.Path)).Is(400, "malformed");
        (await situation.Editor.Patch(situation.Path, "", ("Content-Type", "application/merge-patch+json"))).Is(400, "malformed");
        (await situation.Editor.Patch(situation.Path, "[]")).Is(400, "malformed");
        (await situation.Editor.Patch(situation.Path, "null")).Is(400, "malformed");
        (await situation.Editor.Patch(situation.Path, """{"title": null}""")).Is(400, "malformed");
    }

    [Fact]
    public async Task takes_back_every_time_as_it_was_shown()
    {
        var situation = await host.A_draft();
        var path = situation.Path;
        var patched = await situation.Editor.Patch(path, new { reviewBy = "2127-03-01T10:00:00.1234567Z" });
        var shown = patched.Is(200)["reviewBy"].GetValue<string>();
        (await situation.Editor.Patch(path, new { reviewBy = shown })).Is(200)["version"].ToString().ShouldBe($"{patched["version"]}");

        await situation.Circulate();
        var ballot = $"{path}/ballots/{await situation.OpenBallot()}";
        var extended = await situation.Editor.Patch(ballot, new { closesAt = "2127-03-01T10:00:00.1234567Z", reason = "Holidays" });
        shown = extended.Is(200)["closesAt"].GetValue<string>();
        (await situation.Editor.Patch(ballot, new { closesAt = shown, reason = "Holidays" })).Is(200).ETag.ShouldBe(extended.ETag);
    }

    [Fact]
    public async Task tells_a_new_party_from_one_that_is_there()
    {
        var network = await Network.New(host, practices: 4);
        var situation = await host.A_draft(network: network);
        var path = $"{situation.Path}/parties/{network.Practices[3]}";
        (await network.Editor.Delete(path)).Is(204);
        (await network.Editor.Get(path)).Is(404, "not-found");
        var key = ("Idempotency-Key", "party");
        var added = (await network.Editor.Put(path, new { role = "core" }, key)).Is(201);
        added.Location.ShouldBe($"/api/v1{path}");
        (await network.Editor.Get(path)).Is(200).Text.ShouldBe(added.Text);
        (await network.Editor.Put(path, new { role = "partner" })).Is(200).Location.ShouldBeNull();
        (await network.Editor.Put(path, new { role = "core" }, key)).Is(201).Text.ShouldBe(added.Text);
        (await network.Editor.Put(path, new { })).Is(400, "malformed");
        (await network.Editor.Put(path)).Is(400, "malformed");
    }
}
