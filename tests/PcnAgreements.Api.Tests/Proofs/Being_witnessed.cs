using PcnAgreements.Api.Tests.Processes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

public sealed class Being_witnessed
{
    [Fact]
    public async Task shows_on_checkpoints_receipts_and_packs()
    {
        await using var witness = await Witnesses.Start();
        await using var host = await ApiHost.Start(witness.Setting);
        witness.Watch(Reader.KeysOf(host.Database));
        var reader = Reader.Of(host.Database, witness.PolicyLines);
        var situation = await host.An_agreement_in_review();
        await Wait.Until(async () => (await host.Nobody().Get("//health/ready")).Text.Contains("\"ready\"", StringComparison.Ordinal));

        var index = (await situation.Say(0, "c1")).Is(200).LogIndex!.Value;

        await Wait.Until(
            async () =>
                reader.Judge((await situation.Editor.Get("/log/checkpoint")).Text).Judgement is { IsTrusted: true } judged
                    && judged.Checkpoint!.Size > index);
        (await reader.Verify("receipt", (await situation.Editor.Get($"/log/receipts/{index}")).Is(200).Bytes)).Exit.ShouldBe(0);
        var (exit, said) = await reader.Verify("pack", (await situation.Editor.Get($"{situation.Path}/audit-pack")).Is(200).Bytes);
        exit.ShouldBe(0, said);
        said.ShouldContain("The witness lmc saw it");
    }

    [Fact]
    public async Task never_holds_up_a_write_while_no_witness_can_be_reached()
    {
        await using var witness = await Witnesses.Start();
        await using var host = await ApiHost.Start(witness.Setting.Replace("://", "://service:secret@", StringComparison.Ordinal));
        witness.Watch(Reader.KeysOf(host.Database));
        await witness.Stop();
        var situation = await host.An_agreement_in_review();
        var index = (await situation.Say(0, "c1")).Is(200).LogIndex!.Value;

        (await Reader.Of(host.Database)
            .Verify("receipt", (await situation.Editor.Get($"/log/receipts/{index}")).Is(200).Bytes)).Exit.ShouldBe(
                0, "without its signature");
        await Wait.Until(
            async () => (await host.Nobody().Get("//health/ready")).Is(200).Text.Contains("cannot be reached", StringComparison.Ordinal));

        var told = (await host.Nobody().Get("//health/ready")).Text;
        told.ShouldNotContain("secret");
        told.ShouldNotContain(new Uri(witness.Url).Authority);

        // It comes back: what was signed meanwhile gets its signature by and by.
        await witness.Run();
        var reader = Reader.Of(host.Database, witness.PolicyLines);
        await Wait.Until(async () => reader.Judge((await situation.Editor.Get("/log/checkpoint")).Text).Judgement.IsTrusted);
        await Wait.Until(
            async () => (await host.Nobody().Get("//health/ready")).Is(200).Text.Contains("\"ready\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task is_shouted_about_when_it_is_refused()
    {
        await using var witness = await Witnesses.Start();
        await using var host = await ApiHost.Start(witness.Setting);
        var situation = await host.An_agreement_in_review();

        await Wait.Until(
            async () =>
                (await host.Nobody().Get("//health/ready")).Is(200).Text.Contains("does not watch the log", StringComparison.Ordinal));
        (await host.Nobody().Get("//health/ready")).Is(200)["status"].GetValue<string>().ShouldBe("degraded");
        (await host.Nobody().Get("//metrics")).Text.ShouldContain("pcn_log_witness_refusals_total");
        (await situation.Say(0, "c1")).Is(200);
    }

    [Fact]
    public async Task keeps_a_database_that_was_put_back_from_being_signed_even_when_the_file_went_back_with_it()
    {
        await using var witness = await Witnesses.Start();
        await using var host = await ApiHost.Start(witness.Setting);
        witness.Watch(Reader.KeysOf(host.Database));
        var situation = await host.An_agreement_in_review();
        var index = (await situation.Say(0, "c1")).Is(200).LogIndex!.Value;
        var reader = Reader.Of(host.Database, witness.PolicyLines);
        await Wait.Until(
            async () =>
                reader.Judge((await situation.Editor.Get("/log/checkpoint")).Text).Judgement is { IsTrusted: true } judged
                    && judged.Checkpoint!.Size > index);

        await host.Stop();
        await Tampering.CutOff(host.Database, index - 2);
        foreach (var file in Directory.EnumerateFiles(ApiHost.KeysOf(host.Database), "*.checkpoint")) File.Delete(file);
        await using var again = await ApiHost.On(host.Database, witness.Setting);

        await Wait.Until(async () => (await again.Nobody().Get("//health/ready")).Status == 503);
        (await again.Nobody().Get("//health/ready")).Text.ShouldContain("the witness lmc.example/witness holds covers");
    }
}
