using System.Text;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Tests.Notes;

public sealed class Checking_Ed25519
{
    // RFC 8032, section 7.1: public key, message, signature.
    public static TheoryData<string, string, string> Published => new()
    {
        {
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void accepts_the_published_signatures(string key, string message, string signature) =>
        Ed25519.Verifies(Bytes(key), Bytes(message), Bytes(signature)).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Published))]
    public void refuses_them_with_a_bit_changed_anywhere(string key, string message, string signature)
    {
        for (var at = 0; at < 64; at += 3)
        {
            var bad = Bytes(signature);
            bad[at] ^= (byte)(1 << (at % 8));
            Ed25519.Verifies(Bytes(key), Bytes(message), bad).ShouldBeFalse();
        }

        for (var at = 0; at < 32; at += 5)
        {
            var bad = Bytes(key);
            bad[at] ^= (byte)(1 << (at % 8));
            Ed25519.Verifies(bad, Bytes(message), Bytes(signature)).ShouldBeFalse();
        }

        Ed25519.Verifies(Bytes(key), [.. Bytes(message), 1], Bytes(signature)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void refuses_the_same_signature_written_with_a_larger_number(string key, string message, string signature)
    {
        var s = new System.Numerics.BigInteger(Bytes(signature).AsSpan(32), isUnsigned: true)
            + (System.Numerics.BigInteger.One << 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493", null);
        Ed25519.Verifies(Bytes(key), Bytes(message), [.. Bytes(signature).Take(32), .. s.ToByteArray(isUnsigned: true)]).ShouldBeFalse();
    }

    [Fact]
    public void agrees_with_what_OpenSSL_signs()
    {
        for (var n = 0; n < 50; n++)
        {
            var secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
            var message = System.Security.Cryptography.RandomNumberGenerator.GetBytes(n * 7);
            var signature = OpenSsl.Sign(secret, message);
            Ed25519.Verifies(OpenSsl.PublicKey(secret), message, signature).ShouldBeTrue();
            signature[n] ^= 4;
            Ed25519.Verifies(OpenSsl.PublicKey(secret), message, signature).ShouldBeFalse();
        }
    }

    [Fact]
    public void reads_the_note_that_the_standard_shows()
    {
        VerifierKey.TryParse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", out var key).ShouldBeTrue();
        var text =
            "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out var note, out _).ShouldBeTrue();
        note.ToString().ShouldBe(text);
        key.ToString().ShouldBe("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        key.Verifies(note.Text, note.Signatures.ShouldHaveSingleItem()).ShouldBeTrue();
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
