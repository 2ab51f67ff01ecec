using System.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

public sealed class Exporting_the_log(ApiHost host)
{
    [Fact]
    public async Task gives_an_operator_a_file_that_the_verifier_takes_and_that_shows_no_agreement()
    {
        var situation = await host.An_agreement_in_review();
        var index = (await situation.Say(0, "c1", "object", "Words nobody else reads.")).Is(200).LogIndex!.Value;
        await situation.Editor.Get($"/log/receipts/{index}");
        var held = (await situation.Editor.Get("/log/checkpoint")).Is(200).Text;
        (await situation.Editor.Get($"/log/receipts/{(await situation.Say(1, "c1")).Is(200).LogIndex}")).Is(200);

        var export = (await host.Operator.Get("/log/export")).Is(200);

        export.Text.ShouldNotContain("Words nobody else reads.");
        export.Text.ShouldContain("HIGH STREET SURGERY", Case.Sensitive, "what is no secret is in it");
        var (exit, said) = await Reader.Of(host.Database).Verify("log", export.Bytes, held);
        exit.ShouldBe(0, said);
        said.ShouldContain("none was altered");
    }

    [Fact]
    public async Task shows_what_was_altered_even_when_the_tree_was_made_again()
    {
        var situation = await host.An_agreement_in_review();
        var index = (await situation.Say(0, "c1", "approve")).Is(200).LogIndex!.Value;
        await situation.Editor.Get($"/log/receipts/{index}");
        var export = (await host.Operator.Get("/log/export")).Is(200).Text.Split('\n');
        var line = Array.FindIndex(export, l => l.Length == 0) + 1 + (int)index;
        export[line] = export[line].Replace("approver", "signatory", StringComparison.Ordinal);

        var (exit, said) = await Reader.Of(host.Database).Verify("log", Encoding.UTF8.GetBytes(string.Join('\n', export)));

        exit.ShouldBe(1, said);
        said.ShouldContain($"entry {index}:");
    }
}
