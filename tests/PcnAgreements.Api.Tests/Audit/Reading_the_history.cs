using System.Text.Json.Nodes;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Audit;

public sealed class Reading_the_history(ApiHost host)
{
    [Fact]
    public async Task tells_every_event_in_order_with_who_did_it_and_what_changed()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c1")).Is(200);
        var events = (await situation.Editor.Get($"{situation.Path}/history")).Is(200).Items;
        events.Select(e => e!["type"]!.GetValue<string>())
            .ShouldBe(["agreement_drafted", "clause_added", "clause_added", "circulated", "clause_approved"]);
        events.Select(e => e!["version"]!.GetValue<long>()).ShouldBe([1, 2, 3, 4, 5]);

        var approved = events[^1]!.AsObject();
        approved.Select(m => m.Key).ShouldBe(
            ["version", "position", "at", "type", "actor", "organisation", "authority", "clause", "data", "summary", "requestId"]);
        approved["actor"]!["email"]!.GetValue<string>().ShouldBe(situation.Network.Manager(0).Email);
        approved["actor"]!["id"]!.GetValue<string>().ShouldNotBeEmpty();
        approved["organisation"]!.GetValue<string>().ShouldBe($"{situation.Network.Practices[0]}");
        approved["authority"]!.GetValue<string>().ShouldBe("approver");
        approved["data"]!["revision"]!.GetValue<int>().ShouldBe(1);
        approved["summary"]!.GetValue<string>().ShouldContain("approved clause 1 (revision 1)");
        events.Select(e => e!["position"]!.GetValue<long>()).ShouldBeInOrder();
    }

    [Fact]
    public async Task writes_the_times_in_it_as_every_answer_does()
    {
        var situation = await host.An_agreement_in_review();
        var events = (await situation.Editor.Get($"{situation.Path}/history?type=circulated")).Is(200).Items;
        events.Single()!["data"]!["reviewBy"]!.GetValue<string>().ShouldBe((await situation.Read())["reviewBy"]!.GetValue<string>());
    }

    [Fact]
    public async Task names_the_service_where_it_acts_by_itself()
    {
        var situation = await host.An_agreement_in_force();
        var last = (await situation.Editor.Get($"{situation.Path}/history?type=came_into_force")).Is(200).Items.Single()!;
        last["actor"]!["name"]!.GetValue<string>().ShouldBe("system");
        last["actor"]!["email"].ShouldBeNull();
    }

    [Fact]
    public async Task names_those_whom_an_event_is_about_as_it_names_those_who_did_it()
    {
        var situation = await host.A_draft();
        var (ods, partner) = (situation.Network.Practices[0], situation.Network.Partner(0).Email);
        var signatories = new[] { new { email = partner, name = "Dr A Partner", capacity = "Partner" } };
        (await situation.Editor.Put($"{situation.Path}/parties/{ods}", new { role = "core", signatories })).Is(200);
        var changed = (await situation.Editor.Get($"{situation.Path}/history?type=party_changed")).Is(200).Items.Single()!;
        var person = changed["data"]!["party"]!["signatories"]![0]!["person"]!;
        person["email"]!.GetValue<string>().ShouldBe(partner);
        person.AsObject().Select(m => m.Key).ShouldBe(["id", "email", "name"]);
        (await situation.Editor.Get($"{situation.Path}/history", ("Accept", "text/csv"))).Text.ShouldContain($"\"\"{partner}\"\"");
    }

    [Fact]
    public void knows_each_place_where_an_event_names_somebody()
    {
        var places = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var happened in typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(DomainEvent)) && !t.IsAbstract))
            Look(happened, []);
        places.ShouldBe(["Person", "Signatory"]);

        void Look(Type type, HashSet<Type> above)
        {
            foreach (var member in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            {
                foreach (var part in member.PropertyType.GetGenericArguments().Append(member.PropertyType))
                {
                    if (part == typeof(PersonId)) places.Add(member.Name);
                    else if (part.Assembly == typeof(DomainEvent).Assembly && above.Add(part)) Look(part, above);
                }
            }
        }
    }

    [Fact]
    public async Task can_be_narrowed_by_party_person_clause_type_and_time()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c1")).Is(200);
        (await situation.Say(1, "c2")).Is(200);
        var one = situation.Network.Practices[0];
        (await Types($"party={one.ToString().ToLowerInvariant()}")).ShouldBe(["agreement_drafted", "clause_approved"]);
        (await Types($"person={situation.Network.Manager(1).Email.ToUpperInvariant()}")).ShouldBe(["clause_approved"]);
        (await Types("person=nobody@nowhere.test")).ShouldBeEmpty();
        (await Types("clause=c2&type=clause_approved&type=&person=&party=&from=")).ShouldBe(["clause_approved"]);
        (await Types("clause=c2")).ShouldBe(["clause_added", "clause_approved"]);
        (await Types("clause=c2&type=clause_approved&type=circulated")).ShouldBe(["clause_approved"]);

        var all = (await situation.Editor.Get($"{situation.Path}/history")).Items;
        var (second, last) = (all[1]!["at"]!.GetValue<string>(), all[^1]!["at"]!.GetValue<string>());
        (await Types($"from={second}&to={last}")).ShouldBe(["clause_added", "clause_added", "circulated", "clause_approved"]);
        var id = all[^1]!["actor"]!["id"]!.GetValue<string>();
        (await Types($"person={id}")).ShouldBe(["clause_approved"]);

        async Task<IEnumerable<string>> Types(string query) =>
            (await situation.Editor.Get($"{situation.Path}/history?{query}")).Is(200).Items.Select(e => e!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task finds_the_ballot_on_an_amendment_by_the_clause_that_would_change()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Network.Manager(0).Post($"{situation.Path}/clauses/c2/amendments", new { body = "They meet weekly." })).Is(201);
        var ballot = await Ballot(situation, new { amendment = "a1" });
        for (var practice = 0; practice < 3; practice++) (await Vote(situation, ballot, practice)).Is(200);
        (await Narrowed(situation, "clause=c2")).ShouldBe(
        [
            "clause_added", "amendment_proposed", "ballot_opened", "vote_cast", "vote_cast", "vote_cast", "ballot_closed",
            "amendment_accepted", "clause_reworded",
        ]);
        (await situation.Editor.Get($"{situation.Path}/history?type=vote_cast")).Items.ShouldAllBe(e => $"{e!["clause"]}" == "c2");
        (await Narrowed(situation, "clause=c1")).ShouldBe(["clause_added"]);
    }

    [Fact]
    public async Task finds_all_that_was_done_in_a_ballot_on_a_party_by_that_party()
    {
        var situation = await host.An_agreement_in_review();
        var (one, two) = (situation.Network.Practices[0], situation.Network.Practices[1]);
        var other = await Ballot(situation, null);
        var ballot = await Ballot(situation, new { party = $"{one}" });
        (await situation.Editor.Patch(
            $"{situation.Path}/ballots/{ballot}", new { closesAt = DateTimeOffset.UtcNow.AddDays(2), reason = "Leave." })).Is(200);
        (await Vote(situation, other, 1)).Is(200);
        for (var practice = 0; practice < 3; practice++) (await Vote(situation, ballot, practice)).Is(200);
        (await Narrowed(situation, $"party={one}")).ShouldBe(
        [
            "agreement_drafted", "ballot_opened", "ballot_extended", "vote_cast", "vote_cast", "vote_cast", "ballot_closed",
            "party_removed",
        ]);
        (await Narrowed(situation, $"party={two}")).ShouldBe(["agreement_drafted", "vote_cast", "vote_cast"]);
    }

    [Fact]
    public async Task finds_a_proxy_by_the_party_that_holds_it_too()
    {
        var situation = await host.An_agreement_in_review();
        var (giver, holder) = (situation.Network.Practices[0], situation.Network.Practices[1]);
        var rule = new { majority = "unanimous", proxies = new { allowed = true } };
        var ballot = (await situation.Editor.Post(
            $"{situation.Path}/ballots", new { motion = "Shall we?", rule, closesAt = DateTimeOffset.UtcNow.AddDays(1) }))
            .Is(201)["key"].GetValue<string>();
        var proxy = $"{situation.Path}/ballots/{ballot}/proxies/{giver}";
        (await situation.Network.Manager(0).Put(proxy, new { holder = $"{holder}" })).Is(200);
        foreach (var party in new[] { giver, holder })
            (await Narrowed(situation, $"party={party}")).ShouldBe(["agreement_drafted", "proxy_given"]);
        (await Narrowed(situation, $"party={situation.Network.Practices[2]}")).ShouldBe(["agreement_drafted"]);
    }

    [Fact]
    public async Task finds_what_became_of_an_amendment_by_the_party_that_proposed_it()
    {
        var situation = await host.An_agreement_in_review();
        var (editor, amendments) = (situation.Editor, $"{situation.Path}/clauses/c2/amendments");
        foreach (var body in new[] { "They meet weekly.", "They meet daily." })
            (await situation.Network.Manager(0).Post(amendments, new { body })).Is(201);
        (await editor.Post(
            $"{situation.Path}/amendments/a1/accept", new { }, ("If-Match", await situation.EditTag("c2")))).Is(200);
        (await editor.Post($"{situation.Path}/amendments/a2/reject", new { reason = "Too often." })).Is(200);
        (await Narrowed(situation, $"party={situation.Network.Practices[0]}")).ShouldBe(
        [
            "agreement_drafted", "amendment_proposed", "amendment_proposed", "amendment_accepted", "clause_reworded", "amendment_rejected",
        ]);
        (await Narrowed(situation, $"party={situation.Network.Practices[1]}")).ShouldBe(["agreement_drafted"]);
    }

    [Fact]
    public async Task finds_where_a_national_clause_came_from_and_what_another_edition_made_of_it()
    {
        var situation = await DraftedFrom("1", "2");
        (await situation.Editor.Post($"{situation.Path}/adopt-edition", new { template = EditionOf(situation.Network, "2") })).Is(200);
        (await Narrowed(situation, "clause=n1")).ShouldBe(["agreement_drafted", "edition_adopted"]);
        (await Narrowed(situation, "clause=n2")).ShouldBe(["agreement_drafted"]);
        (await Narrowed(situation, "clause=n3")).ShouldBe(["edition_adopted"]);
        (await Narrowed(situation, "clause=c1")).ShouldBe(["clause_added"]);
    }

    private static async Task<IEnumerable<string>> Narrowed(Situation situation, string query) =>
        (await situation.Editor.Get($"{situation.Path}/history?{query}")).Is(200).Items.Select(e => e!["type"]!.GetValue<string>());

    private static async Task<string> Ballot(Situation situation, object? subject) => (await situation.Editor.Post(
        $"{situation.Path}/ballots", new
        {
            motion = "Shall we?", subject, rule = new { majority = "unanimous", closes = "when_all_voted" },
            closesAt = DateTimeOffset.UtcNow.AddDays(1),
        }))
        .Is(201)["key"].GetValue<string>();

    private static Task<Reply> Vote(Situation situation, string ballot, int practice) => situation.Network.Manager(practice).Put(
        $"{situation.Path}/ballots/{ballot}/votes/{situation.Network.Practices[practice]}", new { choice = "for" });

    private static string EditionOf(Network network, string edition) => $"told-{network.Pcn}-{edition}".ToLowerInvariant();

    // Two national clauses and one local; each later edition has other words in the first, and one clause more.
    private async Task<Situation> DraftedFrom(string first, string second)
    {
        var network = await Network.New(host);
        foreach (var edition in new[] { first, second })
        {
            object[] clauses =
            [
                new { key = "n1", heading = "One", body = $"As edition {edition} says.", locked = true },
                new { key = "n2", heading = "Two", body = "As always.", locked = true },
                .. edition == first ? [] : (object[])[new { key = "n3", heading = "Three", body = "New.", locked = true }],
            ];
            (await host.Operator.Put(
                $"/templates/{EditionOf(network, edition)}", new { title = "Told", kind = "network", edition, clauses }))
                .Is(201);
        }

        var drafted = (await network.Editor.Post("/agreements", new
        {
            title = "Told", kind = "network", convenor = $"{network.Pcn}", template = EditionOf(network, first),
            parties = network.Practices.Select(p => new { ods = $"{p}", role = "core" }),
        })).Is(201);
        var situation = new Situation(network, drafted["id"].GetValue<string>());
        await situation.AddClause("Ours.", "Ours");
        return situation;
    }

    [Theory]
    [InlineData("type=no_such_event")]
    [InlineData("party=!")]
    [InlineData("person=somebody")]
    [InlineData("clause=x1")]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-01-01")]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("cursor=made-up")]
    public async Task is_refused_for_a_filter_it_does_not_know(string query)
    {
        var situation = await host.A_draft();
        (await situation.Editor.Get($"{situation.Path}/history?{query}")).Is(400, "malformed");
    }

    [Fact]
    public async Task comes_in_pages_that_go_on_where_the_last_one_ended()
    {
        var situation = await host.An_agreement_in_review();
        var (versions, path) = (new List<long>(), $"{situation.Path}/history?limit=3");
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await situation.Editor.Get(path + cursor)).Is(200);
            versions.AddRange(page.Items.Select(e => e!["version"]!.GetValue<long>()));
            cursor = page.Json["next"] is { } next ? $"&cursor={next}" : null;
        }

        versions.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task can_be_had_as_it_was_then()
    {
        var situation = await host.An_agreement_in_review();
        var all = (await situation.Editor.Get($"{situation.Path}/history")).Items;
        (await situation.Editor.Get($"{situation.Path}/history?asOf=2")).Is(200).Items.Count.ShouldBe(2);
        (await situation.Editor.Get($"{situation.Path}/history?asOf={all[2]!["at"]}")).Is(200).Items.Count.ShouldBe(3);
        (await situation.Editor.Get($"{situation.Path}/history?asOf=99")).Is(422, "invalid");
        (await situation.Editor.Get($"{situation.Path}/history?asOf=2000-01-01T00:00:00Z")).Is(404, "not-found");
    }

    [Fact]
    public async Task can_be_had_as_lines_of_JSON_and_as_CSV_without_formulas()
    {
        var situation = await host.A_draft();
        (await situation.Reword("c1", "=HYPERLINK(\"http://evil.test\")\n,", "+Members")).Is(200);
        (await situation.Editor.Patch(situation.Path, new { title = "=1+1" })).Is(200);

        var lines = (await situation.Editor.Get($"{situation.Path}/history", ("Accept", "application/x-ndjson"))).Is(200);
        lines.MediaType.ShouldBe("application/x-ndjson");
        lines.Text.TrimEnd('\n').Split('\n').Select(l => JsonNode.Parse(l)!["version"]!.GetValue<long>()).ShouldBe([1, 2, 3, 4, 5]);

        var csv = (await situation.Editor.Get($"{situation.Path}/history", ("Accept", "text/csv"))).Is(200);
        csv.MediaType.ShouldBe("text/csv");
        csv.Text.ShouldStartWith("version,position,at,type,actorId,actorEmail,");
        csv.ETag.ShouldNotBe(lines.ETag);
        var first = (await situation.Editor.Get($"{situation.Path}/history?limit=1", ("Accept", "text/csv"))).Is(200);
        first.Text.TrimEnd().Split("\r\n").Length.ShouldBe(2);
        first.Headers.GetValues("Link").Single().ShouldEndWith("rel=\"next\"");
        (await situation.Editor.Get($"{situation.Path}/history", ("Accept", "image/png"))).Is(406, "not-acceptable");
    }

    [Fact]
    public async Task is_not_sent_again_to_whom_has_it()
    {
        var situation = await host.A_draft();
        var first = (await situation.Editor.Get($"{situation.Path}/history")).Is(200);
        (await situation.Editor.Get($"{situation.Path}/history", ("If-None-Match", first.ETag!))).Is(304);
        await situation.AddClause("More.");
        (await situation.Editor.Get($"{situation.Path}/history", ("If-None-Match", first.ETag!))).Is(200);
    }

    [Fact]
    public async Task withholds_the_words_of_an_internal_comment_from_everybody_but_its_own_organisation()
    {
        var situation = await host.An_agreement_in_review();
        var network = situation.Network;
        (await network.Manager(0).Post($"{situation.Path}/clauses/c1/comments", new { body = "Between us.", visibility = "internal" }))
            .Is(201);
        (await network.Manager(0).Post($"{situation.Path}/comments/q1/replies", new { body = "Quite." })).Is(201);
        foreach (var other in new[] { network.Editor, network.Manager(1), network.Auditor })
        {
            var seen = (await other.Get($"{situation.Path}/history?clause=c1")).Is(200);
            seen.Text.ShouldNotContain("Between us.");
            seen.Text.ShouldNotContain("Quite.");
            seen.Items.TakeLast(2).ShouldAllBe(e => e!["data"]!.ToJsonString() == """{"withheld":true}""");
        }

        (await network.Partner(0).Get($"{situation.Path}/history")).Text.ShouldContain("Between us.");
    }

    [Fact]
    public async Task is_for_those_who_may_read_the_agreement()
    {
        var draft = await host.A_draft();
        (await draft.Network.Manager(0).Get($"{draft.Path}/history")).Is(404, "not-found");
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        (await situation.Network.Stranger.Get($"{situation.Path}/history")).Is(404, "not-found");
        (await situation.Network.Commissioner.Get($"{situation.Path}/history")).Is(404, "not-found");
        (await situation.Network.Auditor.Get($"{situation.Path}/history")).Is(403, "not-entitled");
        (await situation.Network.Manager(0).Get($"{situation.Path}/history")).Is(200);
    }
}
