using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Tests.Notes;

public sealed class Signing_a_note
{
    [Fact]
    public void gives_the_signature_that_the_documentation_of_Go_shows()
    {
        // golang.org/x/mod/sumdb/note, the package's examples.
        SigningKey.TryParse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", out var key).ShouldBeTrue();
        key.Verifier.ToString().ShouldBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        key.Sign("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n").ToString()
            .ShouldBe("— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");
    }

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.Ecdsa)]
    public void can_be_checked_with_the_public_key_alone(KeyType type)
    {
        var key = SigningKey.Make("log.example", type);
        VerifierKey.TryParse(key.Verifier.ToString(), out var verifier).ShouldBeTrue();
        verifier.ShouldBe(key.Verifier);
        SigningKey.TryParse(key.ToSecretText(), out var again).ShouldBeTrue();
        verifier.Verifies("text\n", again.Sign("text\n")).ShouldBeTrue();
        verifier.Verifies("Text\n", again.Sign("text\n")).ShouldBeFalse();
        SigningKey.Make("log.example", type).Verifier.Verifies("text\n", again.Sign("text\n")).ShouldBeFalse();
    }

    [Fact]
    public void as_a_witness_binds_the_time()
    {
        var key = SigningKey.Make("witness.example", KeyType.Cosignature);
        var at = new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);
        var signature = key.Cosign("text\n", at);
        key.Verifier.Verifies("text\n", signature).ShouldBeTrue();
        VerifierKey.TimeOf(signature).ShouldBe(at.ToUnixTimeSeconds());
        var backdated = signature.Signature.ToArray();
        backdated[7]--;
        key.Verifier.Verifies("text\n", signature with { Signature = backdated }).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => key.Sign("text\n"));
    }

    [Theory]
    [InlineData("log.example+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+CekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("two words+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("")]
    public void needs_a_key_in_its_one_form(string text) => VerifierKey.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nno signature\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— name AAAAAAAA")]
    [InlineData("te\txt\n\n— name AAAAAAAA\n")]
    [InlineData("text\n\n— na+me AAAAAAAA\n")]
    [InlineData("text\n\n—  AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAB\n")]
    public void refuses_what_is_no_note(string text)
    {
        SignedNote.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull();
    }
}
