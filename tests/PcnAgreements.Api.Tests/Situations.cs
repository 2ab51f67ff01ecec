using System.Text.Json.Nodes;

namespace PcnAgreements.Api.Tests;

/// <summary>An agreement that a test finds in a situation, in a network of its own.</summary>
/// <param name="Network">Who is in it.</param>
/// <param name="Id">The agreement.</param>
public sealed record Situation(Network Network, string Id)
{
    /// <summary>Where it is, below the base path.</summary>
    public string Path => $"/agreements/{Id}";

    public Talk Editor => Network.Editor;

    /// <summary>The agreement as its convenor sees it.</summary>
    public async Task<JsonNode> Read() => (await Editor.Get(Path)).Is(200).Json;

    /// <summary>Adds a clause and tells its key.</summary>
    public async Task<string> AddClause(string body, string? heading = null, string? parent = null) =>
        (await Editor.Post($"{Path}/clauses", new { body, heading, parent })).Is(201)["key"].GetValue<string>();

    /// <summary>Gives a clause other words.</summary>
    public async Task<Reply> Reword(string clause, string body, string? heading = null) =>
        await Editor.Put($"{Path}/clauses/{clause}", new { body, heading }, ("If-Match", await EditTag(clause)));

    /// <summary>The edit tag of a clause.</summary>
    public async Task<string> EditTag(string clause) => (await Editor.Get($"{Path}/clauses/{clause}")).Is(200)["etag"].GetValue<string>();

    /// <summary>Takes a practice's stance on the present revision of a clause.</summary>
    public async Task<Reply> Say(int practice, string clause, string stance = "approve", string? reason = null)
    {
        var revision = (await Editor.Get($"{Path}/clauses/{clause}")).Is(200)["revision"].GetValue<int>();
        return await Network.Manager(practice)
            .Put($"{Path}/clauses/{clause}/stances/{Network.Practices[practice]}", new { revision, stance, reason });
    }

    /// <summary>All practices approve all clauses.</summary>
    public async Task ApproveAll()
    {
        foreach (var clause in (await Editor.Get($"{Path}/clauses")).Is(200).Items)
        {
            for (var practice = 0; practice < 3; practice++) (await Say(practice, clause!["key"]!.GetValue<string>())).Is(200);
        }
    }

    /// <summary>Signs for a practice.</summary>
    public async Task<Reply> Sign(int practice)
    {
        var ods = Network.Practices[practice];
        var textHash = (await Read())["textHash"]!.GetValue<string>();
        return await Network.Partner(practice)
            .Put($"{Path}/signatures/{ods}", new { textHash, statement = "I agree to exactly this text.", capacity = "Sole contractor" });
    }

    /// <summary>Sends it to its parties, for a week unless said otherwise.</summary>
    public async Task Circulate(DateTimeOffset? reviewBy = null) =>
        (await Editor.Post($"{Path}/circulate", new { reviewBy = reviewBy ?? DateTimeOffset.UtcNow.AddDays(7) })).Is(200);

    /// <summary>Opens a ballot that closes tomorrow unless said otherwise, and tells its key.</summary>
    public async Task<string> OpenBallot(string motion = "Shall we meet weekly?", TimeSpan? within = null) => (await Editor.Post(
        $"{Path}/ballots", new
        {
            motion, rule = new { majority = "unanimous" }, closesAt = DateTimeOffset.UtcNow + (within ?? TimeSpan.FromDays(1))
        }))
        .Is(201)["key"].GetValue<string>();
}

/// <summary>Named histories that tests start from, each made over HTTP in a network of its own.</summary>
internal static class Situations
{
    /// <summary>Drafted with two clauses, <c>c1</c> Members and <c>c2</c> Meetings; the parties have not seen it.</summary>
    public static async Task<Situation> A_draft(this ApiHost host, string lmcAccess = "full", Network? network = null)
    {
        network ??= await Network.New(host);
        var drafted = await network.Editor.Post("/agreements", new
        {
            title = $"Network agreement of {network.Pcn}", kind = "network", convenor = $"{network.Pcn}", lmcAccess,
            parties = network.Practices.Select(p => new { ods = p.ToString(), role = "core" }),
        });
        var situation = new Situation(network, drafted.Is(201)["id"].GetValue<string>());
        await situation.AddClause("The members are the practices named in this agreement.", "Members");
        await situation.AddClause("The members meet once a month.", "Meetings");
        return situation;
    }

    /// <summary>Drafted without a clause.</summary>
    public static async Task<Situation> An_empty_draft(this ApiHost host)
    {
        var network = await Network.New(host);
        var drafted = await network.Editor.Post("/agreements", new
        {
            title = "Empty", kind = "network", convenor = $"{network.Pcn}",
            parties = network.Practices.Select(p => new { ods = $"{p}", role = "core" }),
        });
        return new(network, drafted.Is(201)["id"].GetValue<string>());
    }

    /// <summary>That draft, circulated for a week.</summary>
    public static async Task<Situation> An_agreement_in_review(this ApiHost host, string lmcAccess = "full", Network? network = null)
    {
        var situation = await host.A_draft(lmcAccess, network);
        await situation.Circulate();
        return situation;
    }

    /// <summary>All clauses approved by all, the text frozen for signing.</summary>
    public static async Task<Situation> An_agreement_in_signing(this ApiHost host, string lmcAccess = "full")
    {
        var situation = await host.An_agreement_in_review(lmcAccess);
        await situation.ApproveAll();
        (await situation.Editor.Post($"{situation.Path}/open-signing", new { })).Is(200);
        return situation;
    }

    /// <summary>Signed by all.</summary>
    public static async Task<Situation> An_agreement_in_force(this ApiHost host, string lmcAccess = "full")
    {
        var situation = await host.An_agreement_in_signing(lmcAccess);
        for (var practice = 0; practice < 3; practice++) (await situation.Sign(practice)).Is(200);
        return situation;
    }
}
