using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Audit;

public sealed class Reading_the_record(ApiHost host)
{
    [Fact]
    public async Task tells_who_agreed_to_which_words_and_whether_they_still_stand()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c1")).Is(200);
        (await situation.Say(1, "c1", "object", "=too vague")).Is(200);
        (await situation.Reword("c1", "The members are the practices that signed.")).Is(200);
        (await situation.Say(1, "c1")).Is(200);

        var record = (await situation.Editor.Get($"{situation.Path}/record")).Is(200);
        record["agreement"].GetValue<string>().ShouldBe(situation.Id);
        record["textHash"].ShouldBe((await situation.Read())["textHash"], new SameJson());
        var parties = record["parties"].AsArray();
        var stale = parties[0]!["clauses"]![0]!;
        (stale["clause"]!.GetValue<string>(), stale["number"]!.GetValue<string>(), stale["revision"]!.GetValue<int>())
            .ShouldBe(("c1", "1", 1));
        (stale["stance"]!.GetValue<string>(), stale["current"]!.GetValue<bool>(), stale["authority"]!.GetValue<string>())
            .ShouldBe(("approve", false, "approver"));
        stale["by"]!["email"]!.GetValue<string>().ShouldBe(situation.Network.Manager(0).Email);
        var current = parties[1]!["clauses"]![0]!;
        (current["revision"]!.GetValue<int>(), current["current"]!.GetValue<bool>()).ShouldBe((2, true));
        parties[2]!["clauses"]![0]!["stance"].ShouldBeNull();

        var then = (await situation.Editor.Get($"{situation.Path}/record?asOf=6")).Is(200);
        then["parties"][1]!["clauses"]![0]!["stance"]!.GetValue<string>().ShouldBe("object");
        var csv = (await situation.Editor.Get($"{situation.Path}/record?asOf=6", ("Accept", "text/csv"))).Is(200);
        csv.Text.ShouldContain(",'=too vague,");
    }

    [Fact]
    public async Task holds_signatures_and_ballots_with_their_arithmetic()
    {
        var situation = await host.An_agreement_in_review();
        var rule = new { majority = new { ratio = "1/2", test = "more_than" }, closes = "when_all_voted" };
        (await situation.Editor.Post(
            $"{situation.Path}/ballots",
            new { motion = "Shall we <b>meet</b> weekly?", rule, closesAt = DateTimeOffset.UtcNow.AddDays(1) })).Is(201);
        for (var i = 0; i < 3; i++)
            (await situation.Network.Manager(i)
                .Put($"{situation.Path}/ballots/b1/votes/{situation.Network.Practices[i]}", new { choice = i == 0 ? "against" : "for" }))
                    .Is(200);
        await situation.ApproveAll();
        (await situation.Editor.Post($"{situation.Path}/open-signing", new { })).Is(200);
        (await situation.Sign(0)).Is(200);

        var record = (await situation.Network.Auditor.Get($"{situation.Path}/record")).Is(200);
        var ballot = record["ballots"][0]!;
        ballot["result"]!["outcome"]!.GetValue<string>().ShouldBe("carried");
        ballot["result"]!["explanation"]!.GetValue<string>().ShouldNotBeEmpty();
        var signed = record["parties"][0]!["signatures"]![0]!;
        record["parties"][0]!["legalForm"]!.GetValue<string>().ShouldBe("sole_trader");
        signed["authority"]!.GetValue<string>().ShouldBe("signatory");
        signed["counts"]!.GetValue<bool>().ShouldBeTrue();
        signed["signature"]!["textHash"]!.GetValue<string>().ShouldBe(record["textHash"].GetValue<string>());

        var page = (await situation.Editor.Get($"{situation.Path}/record", ("Accept", "text/html"))).Is(200);
        page.MediaType.ShouldBe("text/html");
        page.Text.ShouldContain("<html lang=\"en-GB\">");
        page.Text.ShouldContain("<th scope=\"row\">1 Members</th><td>Approved</td>");
        page.Text.ShouldContain("Core party with a vote. Legal form: sole trader.");
        page.Text.ShouldContain("Sole contractor</td><td>signatory</td>");
        page.Text.ShouldContain("Shall we &lt;b&gt;meet&lt;/b&gt; weekly?");
        var csv = (await situation.Editor.Get($"{situation.Path}/record", ("Accept", "text/csv"))).Is(200);
        csv.Text.Split("\r\n")[0].ShouldStartWith("kind,ods,name,role,clause,");
        csv.Text.Split("\r\n").CountBy(l => l.Split(',')[0]).ShouldBe(
            [new("kind", 1), new("clause", 6), new("signature", 1), new("ballot", 1), new("vote", 3), new("", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task is_for_those_who_may_read_the_text()
    {
        var situation = await host.An_agreement_in_review(lmcAccess: "status");
        (await situation.Network.Auditor.Get($"{situation.Path}/record")).Is(403, "not-entitled");
        (await situation.Network.Stranger.Get($"{situation.Path}/record")).Is(404, "not-found");
        var first = (await situation.Editor.Get($"{situation.Path}/record")).Is(200);
        (await situation.Editor.Get($"{situation.Path}/record", ("If-None-Match", first.ETag!))).Is(304);
        (await situation.Editor.Get($"{situation.Path}/record", ("If-None-Match", first.ETag!), ("Accept", "text/csv"))).Is(200);
    }
}
