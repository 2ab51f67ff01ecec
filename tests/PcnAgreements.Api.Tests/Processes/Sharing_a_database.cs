using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Store.People;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

/// <summary>Two instances on one database: the one that all tests share, and a process beside it.</summary>
public sealed class Sharing_a_database(ApiHost host)
{
    [Fact]
    public async Task refuses_a_revoked_signatory_at_once_on_every_instance()
    {
        await using var other = await ServiceProcess.Start(host.Database, ("Demo__Seed", "false"));
        var situation = await host.An_agreement_in_signing();
        var (network, ods) = (situation.Network, situation.Network.Practices[0]);
        var partner = other.As(network.Partner(0).Email);
        var textHash = (await partner.Get(situation.Path)).Is(200)["textHash"].GetValue<string>();
        // The other instance has looked the authority up, and found it.
        (await partner.Put($"{situation.Path}/signatures/{ods}", Signing(new('0', 64)))).Is(409, "text-changed");

        var person = await host.Services.GetRequiredService<PeopleOnRecord>()
            .FindByEmail(network.Partner(0).Email, TestContext.Current.CancellationToken);
        await new Register(host.Log).Revoke(ods, person!.Id);

        (await partner.Put($"{situation.Path}/signatures/{ods}", Signing(textHash))).Is(404, "not-found");
        (await network.Partner(0).Put($"{situation.Path}/signatures/{ods}", Signing(textHash))).Is(404, "not-found");
        (await situation.Editor.Get($"{situation.Path}/signatures")).Is(200)["parties"].AsArray()
            .ShouldAllBe(p => p!["signatures"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task takes_stances_through_either_instance_without_a_conflict()
    {
        await using var other = await ServiceProcess.Start(host.Database, ("Demo__Seed", "false"));
        var situation = await host.A_draft(network: await Network.New(host, 6));
        string[] clauses = ["c1", "c2", .. await Task.WhenAll(Enumerable.Range(1, 18).Select(n => situation.AddClause($"Number {n}.")))];
        await situation.Circulate();
        var before = (await situation.Read())["version"]!.GetValue<long>();

        var replies = await Task.WhenAll(
            from clause in clauses.Index()
            from practice in Enumerable.Range(0, 6)
            let mine = situation.Network.Manager(practice)
            let manager = (clause.Index + practice) % 2 == 0 ? mine : other.As(mine.Email)
            select manager.Put(
                $"{situation.Path}/clauses/{clause.Item}/stances/{situation.Network.Practices[practice]}", new
                {
                    revision = 1, stance = "approve"
                }));

        replies.ShouldAllBe(r => r.Status == 200);
        (await situation.Read())["version"]!.GetValue<long>().ShouldBe(before + replies.Length);
        foreach (var reader in (Talk[])[situation.Editor, other.As(situation.Editor.Email)])
            (await reader.Get($"{situation.Path}/stances")).Is(200)["stances"].AsArray().Count.ShouldBe(replies.Length);
    }

    private static object Signing(string textHash) => new
    {
        textHash, statement = "I agree to exactly this text.", capacity = "Sole contractor"
    };
}
