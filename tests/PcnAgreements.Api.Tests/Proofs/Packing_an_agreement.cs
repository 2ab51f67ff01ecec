using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Store.People;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

public sealed class Packing_an_agreement(ApiHost host)
{
    [Fact]
    public async Task gives_a_zip_that_the_verifier_takes_offline_with_all_that_can_happen_in_it()
    {
        var situation = await host.An_agreement_in_review();
        var (network, path) = (situation.Network, situation.Path);
        (await situation.Say(0, "c1", "object", "Too short.")).Is(200);
        (await network.Manager(1).Post($"{path}/clauses/c2/comments", new { body = "Only for us to read.", visibility = "internal" }))
            .Is(201);
        (await network.Manager(1).Post($"{path}/clauses/c2/comments", new { body = "For all to read." })).Is(201);
        (await network.Manager(2).Post($"{path}/clauses/c2/amendments", new { body = "The members meet each week.", rationale = "Often." }))
            .Is(201);
        (await situation.Editor.Post($"{path}/amendments/a1/accept", new { }, ("If-Match", await situation.EditTag("c2")))).Is(200);
        await situation.ApproveAll();
        await Ballot(situation);
        (await situation.Editor.Post($"{path}/open-signing", new { })).Is(200);
        (await situation.Sign(0)).Is(200);
        (await network.Partner(1).Post($"{path}/signatures/{network.Practices[1]}/decline", new { reason = "A partner is away." })).Is(200);
        (await situation.Editor.Post($"{path}/open-signing", new { })).Is(200);
        for (var practice = 0; practice < 2; practice++) (await situation.Sign(practice)).Is(200);
        (await situation.Editor.Post($"{path}/signatures/{network.Practices[2]}/counterpart", new
        {
            signatory = network.Partner(2).Email, signedOn = "2026-01-15", evidence = "In the safe.", scanHash = new string('a', 64),
        })).Is(200);
        (await situation.Read())["status"]!.GetValue<string>().ShouldBe("in_force");
        (await situation.Editor.Post($"{path}/variations", new { title = "Varied" })).Is(201);
        (await host.Operator.Post($"/people/{network.Manager(0).Email}/erase", new { reason = "Asked for" })).Is(200);

        foreach (var reader in new[] { situation.Editor, network.Manager(1), network.Auditor })
        {
            var pack = (await reader.Get($"{path}/audit-pack")).Is(200);
            pack.MediaType.ShouldBe("application/zip");
            pack.FileName.ShouldNotBeNull().ShouldEndWith("-audit-pack.zip");
            var (exit, said) = await Reader.Of(host.Database).Verify("pack", pack.Bytes);
            exit.ShouldBe(0, said);
            said.ShouldContain("People in it who were erased: 1 of");
            said.ShouldContain("The log has the erasure of each.");
            said.ShouldNotContain("events were", Case.Sensitive, "the entry of the erasure binds the id");
            var events = TextOf(pack.Bytes, "events.txt");
            events.ShouldNotContain("Only for us to read.");
            events.ShouldContain("For all to read.");
            events.ShouldContain("\"type\":\"person_erased\"");
            events.ShouldNotContain("Asked for");
            Encoding.UTF8.GetString(pack.Bytes).ShouldNotContain(network.Manager(0).Email);
            TextOf(pack.Bytes, "people.json").ShouldNotContain(network.Manager(0).Email);
            TextOf(pack.Bytes, "people.json").ShouldContain(network.Partner(2).Email, Case.Sensitive, "who signed on paper");
            TextOf(pack.Bytes, "record.html").ShouldContain("someone whose name was erased");
        }
    }

    [Fact]
    public async Task gives_that_of_a_variation_too_and_of_what_came_to_an_end()
    {
        var parent = await host.An_agreement_in_force();
        var (network, editor) = (parent.Network, parent.Editor);
        var varied = new Situation(network, (await editor.Post($"{parent.Path}/variations", new { })).Is(201)["id"].GetValue<string>());
        (await varied.Reword("c2", "The members meet when they must.", "Meetings")).Is(200);
        await varied.Circulate();
        await varied.ApproveAll();
        (await editor.Post($"{varied.Path}/open-signing", new { })).Is(200);
        for (var practice = 0; practice < 3; practice++) (await varied.Sign(practice)).Is(200);
        foreach (var situation in new[] { parent, varied })
        {
            var (exit, said) = await Reader.Of(host.Database)
                .Verify("pack", (await editor.Get($"{situation.Path}/audit-pack")).Is(200).Bytes);
            exit.ShouldBe(0, said);
        }

        var draft = await host.A_draft();
        (await draft.Editor.Post($"{draft.Path}/end", new { kind = "withdrawn", reason = "Overtaken." })).Is(200);
        var (ended, words) = await Reader.Of(host.Database)
            .Verify("pack", (await draft.Editor.Get($"{draft.Path}/audit-pack")).Is(200).Bytes);
        ended.ShouldBe(0, words);
    }

    [Fact]
    public async Task shows_of_words_within_one_organisation_no_hash_that_trying_short_ones_would_find()
    {
        var situation = await host.An_agreement_in_review();
        var (network, path) = (situation.Network, situation.Path);
        (await network.Manager(1).Post($"{path}/clauses/c2/comments", new { body = "No.", visibility = "internal" })).Is(201);
        (await network.Manager(1).Post($"{path}/comments/q1/replies", new { body = "Never." })).Is(201);
        (await network.Manager(1).Post($"{path}/comments/q1/resolve", new { })).Is(200);
        var events = TextOf((await situation.Editor.Get($"{path}/audit-pack")).Is(200).Bytes, "events.txt");
        var said = $"\"by\":\"{network.Practices[1]}\",\"clause\":\"c2\",\"comment\":\"q1\",\"internal\":true}}";
        string[] guesses =
        [
            $"{{\"body\":\"No.\",{said}", $"{{\"body\":\"Never.\",{said}", "{\"clause\":\"c2\",\"comment\":\"q1\",\"internal\":true}",
        ];
        foreach (var guess in guesses)
            events.ShouldNotContain(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(guess))));
    }

    [Fact]
    public async Task opens_nobody_to_whoever_writes_down_their_id()
    {
        var (situation, other) = (await host.An_agreement_in_review(), await host.An_agreement_in_review());
        var stranger = other.Network.Manager(0).Email;
        var id = await host.Database.Ask<Guid>($"select p.id from pcn.person p where p.email = '{stranger}'");
        (await situation.Reword("c2", $"{id}", "Meetings")).Is(200);
        var pack = (await situation.Editor.Get($"{situation.Path}/audit-pack")).Is(200).Bytes;
        TextOf(pack, "people.json").ShouldNotContain(stranger);
        (await Reader.Of(host.Database).Verify("pack", pack)).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task is_for_whoever_may_read_all_of_it()
    {
        var (open, closed) = (await host.An_agreement_in_review(), await host.An_agreement_in_review("status"));
        (await open.Network.Auditor.Get($"{open.Path}/audit-pack")).Is(200);
        (await closed.Network.Auditor.Get($"{closed.Path}/audit-pack")).Is(403, "not-entitled");
        (await closed.Network.Manager(0).Get($"{closed.Path}/audit-pack")).Is(200);
        foreach (var other in new[] { closed.Network.Stranger, closed.Network.Commissioner, host.Operator, open.Editor })
            (await other.Get($"{closed.Path}/audit-pack")).Is(404, "not-found");
        (await open.Editor.Get($"{open.Path}/audit-pack", ("Accept", "text/html"))).Is(406, "not-acceptable");
    }

    [Fact]
    public async Task is_done_for_others_while_some_read_theirs_slowly_from_a_file_that_is_nobody_elses()
    {
        var situation = await host.An_agreement_in_review();
        var (pack, path) = (host.Services.GetRequiredService<AuditPack>(), $"{situation.Path}/audit-pack");
        var person = await host.Services.GetRequiredService<PeopleOnRecord>()
            .FindByEmail(situation.Editor.Email, TestContext.Current.CancellationToken);
        var caller = new Caller(person!.Id, situation.Editor.Email, null, false, new("test")) { Subject = "test" };
        SlowBody[] slow = [new(), new()];
        var reading = slow.Select(body =>
        {
            var http = new DefaultHttpContext { RequestServices = host.Services, Response = { Body = body } };
            http.Items[typeof(Caller)] = caller;
            http.Request.RouteValues["agreement"] = situation.Id;
            return pack.Handle(http);
        }).ToList();
        await Task.WhenAll(slow.Select(s => s.Begun));

        (await situation.Editor.Get(path)).Is(200);

        if (OperatingSystem.IsLinux())
        {
            var files = new DirectoryInfo("/proc/self/fd").EnumerateFiles().Select(f => f.LinkTarget).OfType<string>()
                .Where(f => f.Contains("/pcn-pack-", StringComparison.Ordinal)).ToList();
            files.Count.ShouldBeGreaterThanOrEqualTo(slow.Length);
            foreach (var file in files) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (var body in slow) body.GoOn();
        await Task.WhenAll(reading);
    }

    [Fact]
    public async Task is_refused_by_the_verifier_once_its_summary_says_something_else()
    {
        var situation = await host.An_agreement_in_review();
        (await situation.Say(0, "c1")).Is(200);
        var pack = (await situation.Editor.Get($"{situation.Path}/audit-pack")).Is(200).Bytes;
        using var zip = new MemoryStream();
        zip.Write(pack);
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true))
        {
            var record = JsonNode.Parse(TextOf(pack, "record.json"))!;
            record["title"] = "Another title";
            archive.GetEntry("record.json")!.Delete();
            await using var file = await archive.CreateEntry("record.json").OpenAsync(TestContext.Current.CancellationToken);
            await file.WriteAsync(Encoding.UTF8.GetBytes(record.ToJsonString()), TestContext.Current.CancellationToken);
        }

        (await Reader.Of(host.Database).Verify("pack", zip.ToArray())).Exit.ShouldBe(1);
    }

    private static async Task Ballot(Situation situation)
    {
        var (network, path) = (situation.Network, situation.Path);
        (await situation.Editor.Post($"{path}/ballots", new
        {
            motion = "Adopt the text", subject = new { adopt = true }, closesAt = DateTimeOffset.UtcNow.AddDays(2),
        })).Is(201);
        (await situation.Editor.Post($"{path}/ballots", new
        {
            motion = "Meet each week", subject = new { clause = "c2" }, closesAt = DateTimeOffset.UtcNow.AddDays(2),
            rule = new { weight = new { per = 1000 }, majority = new { ratio = "1/2", test = "more_than" }, closes = "when_all_voted" },
        })).Is(201);
        (await network.Manager(0).Put($"{path}/ballots/b2/votes/{network.Practices[0]}", new { choice = "against" })).Is(200);
        (await network.Manager(0).Put($"{path}/ballots/b2/votes/{network.Practices[0]}", new { choice = "for", reason = "On reflection" }))
            .Is(200);
        (await network.Manager(1).Put($"{path}/ballots/b2/votes/{network.Practices[1]}", new { choice = "abstain" })).Is(200);
        (await situation.Editor.Put(
            $"{path}/ballots/b2/votes/{network.Practices[2]}",
            new { choice = "for", onBehalf = new { how = "telephone", evidence = "Minuted" } })).Is(200);
        (await network.Manager(2).Post($"{path}/ballots/b2/votes/{network.Practices[2]}/confirm", new { })).Is(200);
        if ((await situation.Editor.Get($"{path}/ballots/b2")).Is(200)["status"].GetValue<string>() == "open")
            (await situation.Editor.Post($"{path}/ballots/b2/close", new { })).Is(200);
        (await situation.Editor.Post($"{path}/ballots/b1/cancel", new { reason = "Not needed" })).Is(200);
    }

    /// <summary>A client that takes nothing until it is told to.</summary>
    private sealed class SlowBody : MemoryStream
    {
        private readonly TaskCompletionSource begun = new(), goOn = new();

        public Task Begun => begun.Task;

        public void GoOn() => goOn.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            begun.TrySetResult();
            await goOn.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }

    private static string TextOf(byte[] pack, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(pack));
        using var text = new StreamReader(archive.GetEntry(name)!.Open());
        return text.ReadToEnd();
    }
}
