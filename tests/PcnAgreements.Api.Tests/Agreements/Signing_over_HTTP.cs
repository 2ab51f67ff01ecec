using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Agreements;

public sealed class Signing_over_HTTP(ApiHost host)
{
    private const string Some = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(Some + "0")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("z3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task is_of_no_text_whose_hash_does_not_even_have_the_form_of_one(string hash)
    {
        var situation = await host.An_agreement_in_signing();
        var path = $"{situation.Path}/signatures/{situation.Network.Practices[0]}";
        (await situation.Network.Partner(0).Put(path, new { textHash = hash, statement = "I sign.", capacity = "Partner" }))
            .Is(409, "text-changed");
        var paper = new
        {
            signatory = situation.Network.Partner(0).Email, signedOn = "2026-01-15", scanHash = hash, evidence = "In the safe"
        };
        (await situation.Editor.Post($"{path}/counterpart", paper)).Is(422, "invalid")["errors"]["/scanHash"].ShouldNotBeNull();
    }

    [Fact]
    public async Task is_first_of_all_a_matter_of_the_agreements_state()
    {
        var situation = await host.An_agreement_in_review();
        var path = $"{situation.Path}/signatures/{situation.Network.Practices[0]}";
        (await situation.Network.Partner(0).Put(path, new { textHash = "abc", statement = "I sign.", capacity = "Partner" }))
            .Is(409, "wrong-state");
    }

    [Fact]
    public async Task is_refused_for_another_text()
    {
        var situation = await host.An_agreement_in_signing();
        var path = $"{situation.Path}/signatures/{situation.Network.Practices[0]}";
        (await situation.Network.Partner(0).Put(path, new { textHash = Some, statement = "I sign.", capacity = "Partner" }))
            .Is(409, "text-changed");
    }
}
