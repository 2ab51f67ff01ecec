using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Receipts;
using PcnAgreements.Proof.Tests.Packs;
using PcnAgreements.Verify;

namespace PcnAgreements.Proof.Tests.Logs;

public sealed class Checking_a_receipt
{
    private static readonly Story Told = new();

    [Fact]
    public void finds_every_entry_of_a_log_in_it()
    {
        for (var n = 0; n < Told.Log.Count; n++)
        {
            var text = Of(n).ToString();
            Receipt.TryParse(text, out var receipt, out _).ShouldBeTrue();
            receipt.ToString().ShouldBe(text);
            receipt.Check(Trusted, out var entry, out _).ShouldBeNull();
            entry.ShouldBe(Told.Log[n].Entry);
        }
    }

    [Fact]
    public void refuses_any_change_of_any_byte_above_the_signatures()
    {
        var text = Of(5).ToString();
        var bytes = Encoding.UTF8.GetBytes(text);
        var end = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        for (var at = 0; at < end; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= (byte)(1 << (at % 8));
            var isGood = Receipt.TryParse(Encoding.UTF8.GetString(changed), out var receipt, out _)
                && receipt.Check(Trusted, out _, out _) is null;
            isGood.ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public void refuses_another_entry_s_proof()
    {
        (Of(5) with { Index = 6 }).Check(Trusted, out _, out _)!.ShouldContain("entry 6 is not in the log");
        (Of(5) with { EntryBytes = Told.Log[6].Entry.ToBytes() }).Check(Trusted, out _, out _)!.ShouldContain("entry 5 is not in the log");
    }

    [Fact]
    public void says_it_on_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("pcn-receipt-").FullName;
        try
        {
            var (file, policy, data) =
                (Path.Combine(folder, "r.tlog-proof"), Path.Combine(folder, "policy"), Path.Combine(folder, "data.json"));
            File.WriteAllText(file, Of(2).ToString());
            File.WriteAllText(policy, Story.PolicyText);
            File.WriteAllText(data, " " + Encoding.UTF8.GetString(Told.Log[2].Data));
            var said = new StringWriter { NewLine = "\n" };
            CommandLine.Run(["receipt", file, "--policy", policy, "--data", data], said, said).ShouldBe(0, said.ToString());
            said.ToString().ShouldContain("Entry 2 is in that log: clause_added, version 2 of agreement-");
            File.WriteAllBytes(data, Told.Log[3].Data);
            CommandLine.Run(["receipt", file, "--policy", policy, "--data", data], said, said).ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Policy Trusted =>
        Policy.TryParse(Story.PolicyText, out var policy, out _) ? policy : throw new InvalidOperationException();

    private static Receipt Of(int n) =>
        new(Told.Log[n].Entry.ToBytes(), n, InclusionProof.Make(n, Told.Log.Count, Told.Tree.Read), Told.Note);
}
