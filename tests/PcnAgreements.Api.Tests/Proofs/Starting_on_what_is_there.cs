using PcnAgreements.Api.Access;
using PcnAgreements.Api.Host;
using PcnAgreements.Api.Tests.Processes;
using PcnAgreements.Store.Tests;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

public sealed class Starting_on_what_is_there
{
    [Fact]
    public async Task goes_on_with_the_log_that_is_there()
    {
        await using var first = await ApiHost.Start();
        var situation = await first.An_agreement_in_review();
        var before = await Signed(situation, 0);
        await using var second = await ApiHost.On(first.Database);
        var network = situation.Network;

        var said =
            (await second.As(network.Manager(1).Email)
                .Put($"{situation.Path}/clauses/c1/stances/{network.Practices[1]}", new { revision = 1, stance = "approve" })).Is(200);
        (await second.As(network.Manager(1).Email).Get($"/log/receipts/{said.LogIndex}")).Is(200);
        var export = (await second.Operator.Get("/log/export")).Is(200).Bytes;
        var (exit, words) = await Reader.Of(first.Database).Verify("log", export, before);
        exit.ShouldBe(0, words);

        // Whichever of them signed until now, the other takes over.
        await first.Stop();
        said =
            (await second.As(network.Manager(2).Email)
                .Put($"{situation.Path}/clauses/c1/stances/{network.Practices[2]}", new { revision = 1, stance = "approve" })).Is(200);
        await Wait.Until(async () => (await second.As(network.Manager(2).Email).Get($"/log/receipts/{said.LogIndex}")).Status == 200);
    }

    [Fact]
    public async Task needs_a_name_and_keys_outside_Development_and_keeps_the_name()
    {
        await using var database = await (await Postgres.Shared()).NewDatabase();
        List<string> settings =
        [
            "--environment=Production", "--urls=http://127.0.0.1:0", "--Oidc:Authority=https://login.example.test", "--Oidc:Audience=pcn",
            "--Logging:LogLevel:Default=Error",
            $"--ConnectionStrings:Agreements={database.AppConnectionString}",
            $"--ConnectionStrings:Migrations={database.OwnerConnectionString}",
        ];
        (await Refused()).ShouldContain("Log__Name is not set");
        settings.Add("--Log:Name=agreements.example/log");
        (await Refused()).ShouldContain("Log__Keys is not set");
        settings.Add($"--Log:Keys={ApiHost.KeysOf(database)}");
        (await Refused()).ShouldContain("`ops/log make-keys` makes them");

        (await Service.Run(["log", "make-keys", .. settings], Engines.Chosen)).ShouldBe(0);
        await (await Service.Build([.. settings], Engines.Chosen)).DisposeAsync();

        settings.Add("--Log:Name=another.example/log");
        (await Refused()).ShouldContain("a log never changes its name");

        async Task<string> Refused() =>
            (await Should.ThrowAsync<SettingException>(() => Service.Build([.. settings], Engines.Chosen))).Message;
    }

    [Fact]
    public async Task refuses_to_write_and_to_sign_when_the_database_was_put_back_and_says_so_until_a_new_epoch_is_begun()
    {
        await using var first = await ApiHost.Start();
        var situation = await first.An_agreement_in_review();
        var network = situation.Network;
        var held = await Signed(situation, 0);
        var kept = (await situation.Say(1, "c1")).Is(200).LogIndex!.Value;
        var old = (await network.Manager(1).Get($"/log/receipts/{kept - 1}")).Is(200);
        held = await Signed(situation, 2);
        await first.Stop();
        await Tampering.CutOff(first.Database, kept);

        await using (var put = await ApiHost.On(first.Database))
        {
            var health = (await put.Nobody().Get("//health/ready")).Is(503, "unavailable");
            health["detail"].GetValue<string>().ShouldContain("put back to an older state");
            var editor = put.As(situation.Editor.Email);
            (await editor.Get(situation.Path)).Is(200);
            (await editor.Post($"{situation.Path}/clauses", new { body = "More." })).Is(503, "unavailable")["detail"].GetValue<string>()
                .ShouldContain("put back");
        }

        (await Log(first.Database, "policy")).ShouldBe(0);
        (await Log(first.Database, "new-epoch", "The disk failed.")).ShouldBe(0);
        (await Log(first.Database, "new-epoch", "Again.")).ShouldBe(1, "there is no need");

        await using var anew = await ApiHost.On(first.Database);
        (await anew.Nobody().Get("//health/ready")).Is(200);
        var said =
            (await anew.As(network.Manager(2).Email)
                .Put($"{situation.Path}/clauses/c2/stances/{network.Practices[2]}", new { revision = 1, stance = "approve" })).Is(200);
        (await anew.As(network.Manager(2).Email).Get($"/log/receipts/{said.LogIndex}")).Is(200);
        var reader = Reader.Of(first.Database);
        (await anew.Operator.Get("/log/checkpoint")).Is(200).Text.ShouldContain("/epoch/2\n");
        var begun = (await anew.Operator.Get($"/log/entries/{kept}")).Is(200);
        begun["entry"]["type"]!.GetValue<string>().ShouldBe("epoch_begun");
        begun["data"]["previous"]!.GetValue<string>().ShouldBe(held);
        var (exit, words) = await reader.Verify("log", (await anew.Operator.Get("/log/export")).Is(200).Bytes, held);
        exit.ShouldBe(0, words);
        words.ShouldContain($"The log was begun anew at entry {kept}");
        (await reader.Verify("receipt", old.Bytes)).Exit.ShouldBe(0, "what was kept stays proven");
        (await anew.As(situation.Editor.Email).Get($"{situation.Path}/audit-pack")).Is(200);
    }

    [Fact]
    public async Task makes_no_keys_and_takes_no_write_where_the_log_has_signed_and_the_folder_of_its_keys_was_not_brought_along()
    {
        await using var first = await ApiHost.Start();
        var situation = await first.An_agreement_in_review();
        await Signed(situation, 0);
        await first.Stop();
        var keys = ApiHost.KeysOf(first.Database);
        Directory.Move(keys, keys + ".apart");

        await using (var without = await ApiHost.On(first.Database))
        {
            var why = (await without.Nobody().Get("//health/ready")).Is(503, "unavailable")["detail"].GetValue<string>();
            why.ShouldContain("keys");
            why.ShouldNotContain(keys);
            var editor = without.As(situation.Editor.Email);
            (await editor.Get(situation.Path)).Is(200);
            (await editor.Post($"{situation.Path}/clauses", new { body = "More." })).Is(503, "unavailable");
        }

        Directory.Exists(keys).ShouldBeFalse("others would sign in its name");
        Directory.Move(keys + ".apart", keys);
        await using var anew = await ApiHost.On(first.Database);
        (await anew.Nobody().Get("//health/ready")).Is(200);
    }

    [Theory]
    [InlineData(
        "update pcn.mt_events set data = jsonb_set(data, '{title}', '\"Another\"') where type = 'agreement_drafted'", "is not as it was recorded")]
    [InlineData("update pcn.mt_events set timestamp = timestamp - interval '1 day' where type = 'circulated'", "is not as it was recorded")]
    [InlineData("update pcn.log_node set hash = sha256('x') where level = 0 and index = 3", "")]
    [InlineData("update pcn.commitment set value = encode(sha256(value::bytea), 'hex')", "is not as it was recorded")]
    public async Task refuses_what_was_altered(string change, string why)
    {
        await using var first = await ApiHost.Start();
        var situation = await first.An_agreement_in_review();
        await Signed(situation, 0);
        await first.Stop();
        await first.Database.Run(change);

        await using var again = await ApiHost.On(first.Database);

        await Wait.Until(async () => (await again.Nobody().Get("//health/ready")).Status == 503);
        (await again.Nobody().Get("//health/ready")).Text.ShouldContain(why);
        (await again.As(situation.Editor.Email).Post($"{situation.Path}/clauses", new { body = "More." })).Is(503, "unavailable");
    }

    [Fact]
    public async Task rotates_keys_with_overlap_and_keeps_old_receipts_good()
    {
        await using var first = await ApiHost.Start();
        var situation = await first.An_agreement_in_review();
        var index = (await situation.Say(0, "c1")).Is(200).LogIndex!.Value;
        var old = (await situation.Editor.Get($"/log/receipts/{index}")).Is(200);
        var olds = Reader.KeysOf(first.Database).ToList();
        await first.Stop();

        (await Log(first.Database, "make-keys")).ShouldBe(0);
        await using (var both = await ApiHost.On(first.Database))
        {
            await Wait.Until(
                async () =>
                    Reader.Of(first.Database).Judge((await both.Operator.Get("/log/checkpoint")).Text).Judgement.SignedBy.Count == 4);
            var checkpoint = (await both.Operator.Get("/log/checkpoint")).Text;
            new Reader(string.Concat(olds.Select(k => $"log {k}\n")) + "quorum none\n")
                .Judge(checkpoint).Judgement.IsTrusted.ShouldBeTrue("readers who know the old keys");
        }

        foreach (var id in olds.Select(k => k.Split('+')[1])) (await Log(first.Database, "retire", id)).ShouldBe(0);
        await using var anew = await ApiHost.On(first.Database);
        await Wait.Until(
            async () => Reader.Of(first.Database).Judge((await anew.Operator.Get("/log/checkpoint")).Text).Judgement.SignedBy.Count == 2);
        var policy = new Reader(
            await File.ReadAllTextAsync(Path.Combine(ApiHost.KeysOf(first.Database), "retired.txt"), TestContext.Current.CancellationToken)
                + "quorum none\n");
        (await policy.Verify("receipt", old.Bytes)).Exit.ShouldBe(0);
        var left = Reader.KeysOf(first.Database).ToList();
        left.Count.ShouldBe(2);
        left.Intersect(olds).ShouldBeEmpty();
        (await Log(first.Database, "retire", "00000000")).ShouldBe(1);
    }

    [Fact]
    public async Task tells_everybody_that_no_checkpoint_can_be_kept_and_nobody_where()
    {
        await using var host = await ApiHost.Start();
        var situation = await host.An_agreement_in_review();
        await Signed(situation, 0);
        var folder = ApiHost.KeysOf(host.Database);
        var file = Directory.EnumerateFiles(folder, "*.checkpoint.lock").Single();
        File.Delete(file);
        Directory.CreateDirectory(file);

        (await situation.Say(1, "c2")).Is(200);

        await Wait.Until(async () => (await host.Nobody().Get("//health/ready")).Text.Contains("degraded", StringComparison.Ordinal));
        var told = (await host.Nobody().Get("//health/ready")).Is(200).Text;
        told.ShouldContain("The last checkpoint cannot be kept");
        told.ShouldNotContain(folder);
        Directory.Delete(file);
        await Wait.Until(async () => (await host.Nobody().Get("//health/ready")).Text.Contains("\"ready\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task answers_that_it_is_not_sound_when_a_checkpoint_is_not_what_was_written()
    {
        await using var host = await ApiHost.Start();
        var situation = await host.An_agreement_in_review();
        await Signed(situation, 0);
        await host.Database.Run("update pcn.log_checkpoint set note = 'Anything.'");

        var answer = (await situation.Editor.Get("/log/checkpoint")).Is(503, "unavailable");

        answer["detail"].GetValue<string>().ShouldContain("is not what was written there");
    }

    [Fact]
    public async Task goes_on_writing_beside_an_event_that_was_put_in_past_the_service_and_packs_it_for_nobody()
    {
        await using var host = await ApiHost.Start();
        var (touched, other) = (await host.An_agreement_in_review(), await host.An_agreement_in_review());
        await Signed(touched, 0);
        await host.Database.Run($"""
            insert into pcn.mt_events
                (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, is_archived)
            select nextval('pcn.mt_events_sequence'), gen_random_uuid(), e.stream_id, e.version + 1, e.data, e.type, e.timestamp,
                e.tenant_id, e.mt_dotnet_type, e.headers, e.is_archived
            from pcn.mt_events e join pcn.mt_streams s on s.id = e.stream_id and s.version = e.version
            where e.stream_id like '%{touched.Id}';
            update pcn.mt_streams set version = version + 1 where id like '%{touched.Id}';
            """);

        (await touched.Editor.Get($"{touched.Path}/audit-pack")).Is(503, "unavailable")["detail"].GetValue<string>()
            .ShouldContain("written past the service");

        (await other.Say(0, "c1")).Is(200);
        (await host.Nobody().Get("//health/ready")).Is(200)["status"].GetValue<string>().ShouldBe("degraded");
    }

    private static Task<int> Log(TestDatabase database, params string[] words) => Service.Run(
    [
        "log", .. words, "--environment=Development", $"--ConnectionStrings:Agreements={database.AppConnectionString}",
        $"--ConnectionStrings:Migrations={database.OwnerConnectionString}", $"--Log:Keys={ApiHost.KeysOf(database)}",
    ], Engines.Chosen);

    // One more stance, and the checkpoint that covers it.
    private static async Task<string> Signed(Situation situation, int practice)
    {
        var index = (await situation.Say(practice, "c2")).Is(200).LogIndex!.Value;
        (await situation.Network.Manager(practice).Get($"/log/receipts/{index}")).Is(200);
        return (await situation.Editor.Get("/log/checkpoint")).Is(200).Text;
    }
}
