using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Tests.Checkpoints;

public sealed class Trusting_a_checkpoint
{
    private const string Origin = "agreements.example/log";
    private static readonly IReadOnlyList<SigningKey> Log = KeyFile.MakeLogKeys(Origin);
    private static readonly SigningKey[] Witnesses =
        [.. Enumerable.Range(1, 3).Select(n => SigningKey.Make($"witness{n}.example", KeyType.Cosignature))];
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);
    private static readonly Checkpoint At1000 = new(Origin, 1000, TreeHash.OfLeaf("root"u8));

    [Fact]
    public void takes_one_that_the_log_signed_and_enough_witnesses_cosigned()
    {
        var judged = Judge(Cosigned(At1000, 0, 2), Two);
        judged.WhyNot.ShouldBeNull();
        judged.Checkpoint.ShouldBe(At1000 with { Extensions = judged.Checkpoint!.Extensions });
        judged.Cosigned.ShouldBe(new Dictionary<string, DateTimeOffset> { ["w1"] = Now, ["w3"] = Now }, ignoreOrder: true);
        judged.SignedBy.Count.ShouldBe(2);
    }

    [Fact]
    public void asks_for_as_many_witnesses_as_the_policy()
    {
        Judge(Cosigned(At1000, 1), Two).WhyNot.ShouldBe("not as many witnesses have cosigned it as the policy asks");
        Judge(At1000.Sign(Log), Two).IsTrusted.ShouldBeFalse();
        Judge(At1000.Sign(Log), "quorum none").IsTrusted.ShouldBeTrue();
        Judge(Cosigned(At1000, 0, 1), "group a all w1 w2\ngroup b any w3\ngroup both all a b\nquorum both").IsTrusted.ShouldBeFalse();
        Judge(Cosigned(At1000, 0, 1, 2), "group a all w1 w2\ngroup b any w3\ngroup both all a b\nquorum both").IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void does_not_count_one_witness_twice() =>
        Judge(Cosigned(At1000, 0).With(Witnesses[0].Cosign(At1000.ToString(), Now.AddHours(1))), Two).IsTrusted.ShouldBeFalse();

    [Fact]
    public void refuses_one_of_another_log_and_one_that_no_known_key_signed()
    {
        Judge((At1000 with { Origin = "other.example" }).Sign(Log), "quorum none").WhyNot
            .ShouldBe("the policy knows no log 'other.example'");
        Judge(At1000.Sign(KeyFile.MakeLogKeys(Origin)), "quorum none").WhyNot
            .ShouldBe("no key of the log that the policy names has signed it");
    }

    [Fact]
    public void refuses_the_signature_of_a_witness_in_place_of_the_log_s() =>
        Judge(new SignedNote(At1000.ToString(), [Witnesses[0].Cosign(At1000.ToString(), Now)]), "quorum w1").IsTrusted.ShouldBeFalse();

    [Fact]
    public void refuses_any_change_of_any_byte_of_what_is_signed()
    {
        var bytes = Encoding.UTF8.GetBytes(Cosigned(At1000, 0, 1).ToString());
        var signed = Encoding.UTF8.GetByteCount(At1000.ToString());
        for (var at = 0; at < signed; at++)
        {
            JudgeBytes(Flipped(bytes, at, at % 8), Two).ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public void refuses_any_change_of_any_byte_of_its_only_signature()
    {
        foreach (var key in Log)
        {
            var bytes = Encoding.UTF8.GetBytes(At1000.Sign([key]).ToString());
            for (var at = 0; at < bytes.Length; at++) JudgeBytes(Flipped(bytes, at, at % 8), "quorum none").ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public void keeps_old_checkpoints_good_when_keys_rotate_and_holds_old_keys_to_their_size()
    {
        var next = KeyFile.MakeLogKeys(Origin);
        var rotated = PolicyText("quorum none") + string.Concat(next.Select(k => $"log {k.Verifier}\n"))
            + string.Concat(Log.Select(k => $"retired {Origin}+{k.Verifier.IdText} 1200\n"));
        var later = At1000 with { Size = 1201 };

        JudgeBy(rotated, At1000.Sign(Log)).IsTrusted.ShouldBeTrue();
        JudgeBy(rotated, (At1000 with { Size = 1200 }).Sign([.. Log, .. next])).SignedBy.Count.ShouldBe(4);
        JudgeBy(rotated, later.Sign(Log)).WhyNot!.ShouldContain("was retired before the log had that size");
        JudgeBy(rotated, later.Sign([.. Log, .. next])).IsTrusted.ShouldBeTrue();
        Judge(later.Sign([.. Log, .. next]), "quorum none").IsTrusted.ShouldBeTrue("an old policy still trusts it while both sign");
    }

    [Theory]
    [InlineData("", "no quorum line")]
    [InlineData("quorum w9", "'w9'")]
    [InlineData("quorum none\nquorum none", "already")]
    [InlineData("group g 3 w1 w2\nquorum g", "neither all nor any")]
    [InlineData("group g any w1\ngroup h any w1\nquorum g", "in a group already")]
    [InlineData("witness w1 x\nquorum none", "no key of a witness")]
    [InlineData("log x\nquorum none", "no key of a log")]
    [InlineData("retired agreements.example/log+00000000 5\nquorum none", "no log line above")]
    [InlineData("trust everybody\nquorum none", "no line of a policy")]
    public void says_which_line_of_a_policy_it_does_not_understand(string lines, string problem)
    {
        Policy.TryParse(PolicyText(lines), out _, out var said).ShouldBeFalse();
        said!.ShouldContain(problem);
    }

    [Theory]
    [InlineData("o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n", true)]
    [InlineData("o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nmore\n", true)]
    [InlineData("o\n01\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n", false)]
    [InlineData("o\n-1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n", false)]
    [InlineData("o\n99999999999999999999\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n", false)]
    [InlineData("o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=\n", false)]
    [InlineData("o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0\n", false)]
    [InlineData("\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n", false)]
    [InlineData("o\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n", false)]
    [InlineData("o\n1\n", false)]
    public void reads_the_text_in_its_one_form_only(string text, bool isOne)
    {
        Checkpoint.TryParse(text, out var checkpoint).ShouldBe(isOne);
        checkpoint?.ToString().ShouldBe(text);
    }

    [Fact]
    public void keeps_keys_in_a_file_of_their_owner_s_alone()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.key");
        try
        {
            KeyFile.Write(path, [.. Log, .. Witnesses]);
            KeyFile.Read(path).Select(k => k.Verifier).ShouldBe([.. Log.Select(k => k.Verifier), .. Witnesses.Select(k => k.Verifier)]);
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Should.Throw<IOException>(() => KeyFile.Write(path, Log));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private const string Two = "group enough 2 w1 w2 w3\nquorum enough";

    private static SignedNote Cosigned(Checkpoint checkpoint, params int[] by) =>
        checkpoint.Sign(Log).With(by.Select(n => Witnesses[n].Cosign(checkpoint.ToString(), Now)));

    private static string PolicyText(string quorum) =>
        string.Concat(Log.Select(k => $"log {k.Verifier}\n"))
        + string.Concat(Witnesses.Select((w, n) => $"witness w{n + 1} {w.Verifier}\n"))
        + quorum + "\n";

    private static Judgement Judge(SignedNote note, string quorum) => JudgeBy(PolicyText(quorum), note);

    private static Judgement JudgeBy(string policyText, SignedNote note)
    {
        Policy.TryParse(policyText, out var policy, out var problem).ShouldBeTrue(problem);
        return policy.Judge(note);
    }

    private static bool JudgeBytes(byte[] bytes, string quorum) =>
        SignedNote.TryParse(bytes, out var note, out _) && Judge(note, quorum).IsTrusted;

    private static byte[] Flipped(byte[] bytes, int at, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= (byte)(1 << bit);
        return flipped;
    }
}
