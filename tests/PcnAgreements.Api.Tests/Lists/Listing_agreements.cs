using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Lists;

public sealed class Listing_agreements(ApiHost host)
{
    [Fact]
    public async Task shows_the_convenor_its_drafts_and_the_others_what_was_circulated()
    {
        var network = await Network.New(host);
        var draft = await host.A_draft(network: network);
        (await Ids(network.Editor)).ShouldBe([draft.Id]);
        foreach (var other in new[] { network.Manager(0), network.Auditor, network.Commissioner, network.Stranger })
            (await Ids(other)).ShouldBeEmpty();

        var review = await host.An_agreement_in_review("status", network);
        (await Ids(network.Editor)).ShouldBe([review.Id, draft.Id]);
        foreach (var other in new[] { network.Manager(0), network.Partner(2), network.Auditor }) (await Ids(other)).ShouldBe([review.Id]);
        foreach (var other in new[] { network.Commissioner, network.Stranger }) (await Ids(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task shows_what_was_just_recorded()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c1")).Is(200);
        (await situation.Say(1, "c1", "object", "No.")).Is(200);
        var listed = (await situation.Editor.Get("/agreements")).Is(200).Items.Single()!;
        listed["status"]!.GetValue<string>().ShouldBe("in_review");
        listed["kind"]!.GetValue<string>().ShouldBe("network");
        listed["convenor"]!["name"]!.GetValue<string>().ShouldBe($"NETWORK {situation.Network.Pcn}");
        listed["parties"]!.AsArray().Select(p => p!["ods"]!.GetValue<string>())
            .ShouldBe(situation.Network.Practices.Select(p => p.ToString()));
        listed["clauses"]!.ToJsonString().ShouldBe("""{"settled":0,"of":2}""");
        listed["objections"]!.GetValue<int>().ShouldBe(1);
        listed["unanswered"]!.AsArray().Select(p => p!["ods"]!.GetValue<string>())
            .ShouldBe(situation.Network.Practices.Select(p => p.ToString()));
        listed["overdue"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task ends_for_whoever_loses_the_authority_it_rested_on()
    {
        var situation = await host.An_agreement_in_review();
        var (network, manager) = (situation.Network, situation.Network.Manager(0));
        (await Ids(manager)).ShouldBe([situation.Id]);
        var person = new PersonId(Guid.Parse((await manager.Get("/me"))["id"].GetValue<string>()));
        await network.Register.Revoke(network.Practices[0], person);
        (await Ids(manager)).ShouldBeEmpty();
    }

    [Fact]
    public async Task can_be_narrowed()
    {
        var network = await Network.New(host);
        var (draft, review) = (await host.A_draft(network: network), await host.An_agreement_in_review(network: network));
        (await Ids("status=drafting")).ShouldBe([draft.Id]);
        (await Ids("status=in_review")).ShouldBe([review.Id]);
        (await Ids("status=ended")).ShouldBeEmpty();
        (await Ids($"party={network.Practices[0]}")).Count().ShouldBe(2);
        (await Ids("party=Y00000")).ShouldBeEmpty();
        (await Ids($"lmc={network.Lmc}")).Count().ShouldBe(2);
        (await Ids("lmc=LMC-ELSEWHERE")).ShouldBeEmpty();
        (await Ids($"pcn={network.Pcn}&status=drafting")).ShouldBe([draft.Id]);
        (await Ids("overdue=true")).ShouldBeEmpty();
        (await Ids("overdue=false&unknown=parameter")).Count().ShouldBe(2);
        (await Ids($"q={network.Pcn.ToString().ToLowerInvariant()}")).Count().ShouldBe(2);
        (await Ids("q=high%20street")).Count().ShouldBe(2);
        (await Ids("q=100%25_")).ShouldBeEmpty();

        async Task<IEnumerable<string>> Ids(string query) =>
            (await network.Editor.Get($"/agreements?{query}")).Is(200).Items.Select(a => a!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task shows_as_overdue_what_a_deadline_has_passed_for()
    {
        var situation = await host.A_draft();
        // By the clock that judges it, and long enough for a slow machine to have circulated it before it passes.
        await situation.Circulate(await host.Database.Ask<DateTime>("select now() + interval '5 seconds'"));
        await Processes.Wait.Until(async () => (await situation.Editor.Get("/agreements?overdue=true")).Is(200).Items.Count > 0);
        (await situation.Network.Auditor.Get($"/lmcs/{situation.Network.Lmc}/overview?overdue=true")).Is(200).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task comes_in_pages_that_stay_where_they_are_while_the_list_grows()
    {
        var network = await Network.New(host);
        var made = new List<string>();
        for (var i = 0; i < 5; i++) made.Insert(0, (await host.A_draft(network: network)).Id);
        var first = (await network.Editor.Get("/agreements?limit=2")).Is(200);
        await host.A_draft(network: network);
        var second = (await network.Editor.Get($"/agreements?limit=2&cursor={first["next"]}")).Is(200);
        var third = (await network.Editor.Get($"/agreements?limit=2&cursor={second["next"]}")).Is(200);
        third.Json["next"].ShouldBeNull();
        new[] { first, second, third }.SelectMany(p => p.Items).Select(a => a!["id"]!.GetValue<string>()).ShouldBe(made);
    }

    [Theory]
    [InlineData("status=review")]
    [InlineData("status=InReview")]
    [InlineData("overdue=yes")]
    [InlineData("party=!!")]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=ten")]
    [InlineData("cursor=abc")]
    public async Task is_refused_for_a_filter_value_it_does_not_know(string query) =>
        (await host.As("anybody@nowhere.test").Get($"/agreements?{query}")).Is(400, "malformed");

    [Fact]
    public async Task tells_an_auditor_of_the_whole_area_what_stands_in_the_way()
    {
        var network = await Network.New(host);
        await host.A_draft(network: network);
        var review = await host.An_agreement_in_review("status", network);
        (await review.Say(0, "c1", "object", "No.")).Is(200);
        var overview = (await network.Auditor.Get($"/lmcs/{network.Lmc}/overview")).Is(200);
        overview["lmc"]["name"]!.GetValue<string>().ShouldBe($"COMMITTEE {network.Lmc}");
        var item = overview.Items.Single()!;
        item["id"]!.GetValue<string>().ShouldBe(review.Id);
        item["objections"]!.GetValue<int>().ShouldBe(1);
        item["unanswered"]!.AsArray().Count.ShouldBe(3);
        item["unsigned"]!.AsArray().ShouldBeEmpty();
        item["departures"].ShouldBeNull();

        (await network.Editor.Get($"/lmcs/{network.Lmc}/overview")).Is(403, "not-entitled");
        (await network.Auditor.Get("/lmcs/LMC-NONE/overview")).Is(404, "not-found");
        (await network.Auditor.Get($"/lmcs/{network.Pcn}/overview")).Is(404, "not-found");
        (await network.Auditor.Get($"/lmcs/{network.Lmc}/overview?status=nothing")).Is(400, "malformed");
    }

    [Fact]
    public async Task follows_an_auditor_from_one_area_to_the_next()
    {
        var situation = await host.An_agreement_in_review();
        var elsewhere = await Network.New(host);
        (await Ids(elsewhere.Auditor)).ShouldBeEmpty();
        await situation.Network.Register.Add(
            situation.Network.Practices[2], [], new MembershipsRecorded(MembershipKind.Lmc, [new(elsewhere.Lmc, new(2020, 1, 1), null)]));
        (await Ids(elsewhere.Auditor)).ShouldBe([situation.Id]);
    }

    private static async Task<IEnumerable<string>> Ids(Talk who) =>
        (await who.Get("/agreements")).Is(200).Items.Select(a => a!["id"]!.GetValue<string>());
}
