using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Exports;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Verify;

namespace PcnAgreements.Proof.Tests.Logs;

public sealed class Verifying_a_log
{
    private const string Origin = "agreements.example/log";
    private const int Size = 60;
    private static readonly IReadOnlyList<SigningKey> Keys = KeyFile.MakeLogKeys(Origin);
    private static readonly IReadOnlyList<SigningKey> NextKeys = KeyFile.MakeLogKeys(LogName.Origin(Origin, 2));
    private static readonly SigningKey Witness = SigningKey.Make("lmc.example/witness", KeyType.Cosignature);
    private static readonly List<Row> Honest = [.. Enumerable.Range(0, Size).Select(n => Make(n, "said"))];

    private sealed record Row(Entry Entry, byte[] Data, TreeHash Stored);

    [Fact]
    public void finds_an_honest_one_sound()
    {
        var finding = Check(Honest, Cosigned(Honest, Size));
        finding.Problem.ShouldBeNull();
        (finding.Entries, finding.Covered).ShouldBe((Size, Size));
    }

    [Fact]
    public void says_what_came_after_the_last_checkpoint_that_is_trusted()
    {
        var finding = Check(Honest, Signed(Honest, Size), Cosigned(Honest, 41));
        finding.Problem.ShouldBeNull();
        finding.Covered.ShouldBe(41);
    }

    [Fact]
    public void finds_every_entry_whose_data_were_altered()
    {
        for (var n = 0; n < Size; n++)
        {
            var rows = Honest.ToList();
            var sold = Encoding.UTF8.GetString(rows[n].Data).Replace("said", "sold", StringComparison.Ordinal);
            rows[n] = rows[n] with { Data = Encoding.UTF8.GetBytes(sold) };
            var finding = Check(rows, Cosigned(Honest, Size));
            finding.Index.ShouldBe(n);
            finding.Problem!.ShouldContain("its data were altered");
        }
    }

    [Fact]
    public void finds_every_entry_that_was_made_from_an_altered_event()
    {
        for (var n = 0; n < Size; n++)
        {
            var rows = Honest.ToList();
            rows[n] = rows[n] with { Entry = rows[n].Entry with { At = rows[n].Entry.At.AddHours(-1) } };
            var finding = Check(rows, Cosigned(Honest, Size));
            finding.Index.ShouldBe(n);
            finding.Problem!.ShouldContain("it is not what was recorded");
        }
    }

    [Fact]
    public void finds_an_entry_taken_out_put_in_or_moved()
    {
        for (var n = 0; n < Size - 1; n++)
        {
            Check([.. Honest.Where((_, at) => at != n)], Cosigned(Honest, Size)).Problem.ShouldNotBeNull();
            Check([.. Honest.Take(n), Make(Size, "put in"), .. Honest.Skip(n)], Cosigned(Honest, Size)).Problem.ShouldNotBeNull();
            Check([.. Honest.Take(n), Honest[n + 1], Honest[n], .. Honest.Skip(n + 2)], Cosigned(Honest, Size)).Problem.ShouldNotBeNull();
        }
    }

    [Fact]
    public void finds_a_tail_cut_off()
    {
        var finding = Check([.. Honest.Take(50)], Cosigned(Honest, Size));
        finding.Index.ShouldBe(50);
        finding.Problem!.ShouldContain("it is missing");
    }

    [Fact]
    public void finds_a_history_written_anew_and_signed_with_the_stolen_key_from_the_checkpoint_that_the_reader_kept()
    {
        var rewritten = Honest.Select((r, n) => n == 17 ? Make(n, "forged") : r).ToList();
        Check(rewritten, Signed(rewritten, Size)).Problem!.ShouldContain("no checkpoint here is to be trusted");

        var finding = Check(rewritten, Signed(rewritten, Size), Cosigned(Honest, 10), Cosigned(Honest, 40));
        finding.Index.ShouldBe(10);
        finding.Problem!.ShouldContain("something from here to 39 is not as it was");
        Check(rewritten, Signed(rewritten, Size), Cosigned(Honest, 17)).Problem
            .ShouldBeNull("what came after the last cosigned checkpoint is not covered");
    }

    [Fact]
    public void knows_a_new_epoch_and_says_what_was_lost_before_it()
    {
        var begun = Row_(40, "log-epochs", 1, "epoch_begun", "{\"kept\":40}");
        List<Row> rows = [.. Honest.Take(40), begun, Row_(41, "other", 1, "something", "{}")];
        var current = new Checkpoint(LogName.Origin(Origin, 2), rows.Count, Root(rows, rows.Count));
        var note = current.Sign(NextKeys).With(Witness.Cosign(current.ToString(), DateTimeOffset.UnixEpoch));

        Check(rows, note, Cosigned(Honest, 35)).ShouldSatisfyAllConditions(f => f.Problem.ShouldBeNull(), f => f.Remarks.ShouldBeEmpty());
        var finding = Check(rows, note, Cosigned(Honest, Size));
        finding.Problem.ShouldBeNull();
        finding.Remarks.ShouldHaveSingleItem().ShouldContain("begun anew at entry 40: 20 entries");
        Check([.. Honest.Take(40)], Cosigned(Honest, Size)).Problem.ShouldNotBeNull("nobody said that it was begun anew");
    }

    [Fact]
    public void refuses_a_change_of_any_byte()
    {
        var rows = Honest.Take(3).ToList();
        var bytes = Export(rows, Cosigned(rows, 3));
        // Every third byte, each with another of its bits: a whole check for each takes its time.
        for (var at = 0; at < bytes.Length; at += 3)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= (byte)(1 << (at % 8));
            var finding = LogCheck.Run(new MemoryStream(changed), Trusted());
            // A line of one of the log's two keys may be made unreadable; the other then still vouches for the same text.
            if (finding.Problem is null) finding.Checkpoints[0].Judgement.SignedBy.Count.ShouldBe(1, $"byte {at}");
        }
    }

    [Fact]
    public void says_why_an_entry_could_not_be_made_again()
    {
        var file = new MemoryStream();
        var writer = new LogExportWriter(file, Cosigned(Honest, Size));
        foreach (var row in Honest.Take(5)) writer.Add(row.Stored, row.Entry.ToBytes(), row.Data);
        writer.AddDamaged(Honest[5].Stored, "its event is gone");
        file.Position = 0;

        var finding = LogCheck.Run(file, Trusted());

        finding.Index.ShouldBe(5);
        finding.Problem.ShouldBe("it is not what was recorded: its event is gone");
    }

    [Fact]
    public void reads_lines_that_are_longer_than_its_buffer()
    {
        var long_ = new string('x', 9 << 20);
        List<Row> rows = [.. Honest.Take(3), Row_(3, "long", 1, "long", $"{{\"text\":\"{long_}\"}}"), Row_(4, "long", 2, "long", "{}")];
        Check(rows, Cosigned(rows, 5)).ShouldSatisfyAllConditions(f => f.Problem.ShouldBeNull(), f => f.Covered.ShouldBe(5));
    }

    [Fact]
    public void says_it_on_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("pcn-log-").FullName;
        try
        {
            var (export, policy, kept) = (Path.Combine(folder, "export"), Path.Combine(folder, "policy"), Path.Combine(folder, "kept"));
            File.WriteAllBytes(export, Export(Honest, Signed(Honest, Size)));
            File.WriteAllText(policy, PolicyText);
            File.WriteAllText(kept, Cosigned(Honest, 41).ToString());
            var said = new StringWriter { NewLine = "\n" };
            CommandLine.Run(["log", export, "--policy", policy, "--checkpoint", kept], said, said).ShouldBe(0, said.ToString());
            said.ToString().ShouldContain("Entries 41 to 59 came after it and are not covered yet.");
            CommandLine.Run(["log", export, "--policy", policy], TextWriter.Null, TextWriter.Null).ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Row Make(int n, string word) => Row_(
        n, $"agreement-{n % 7}", (n / 7) + 1, "clause_approved",
        $"{{\"clause\":\"c{n}\",\"hash\":\"{new string('a', 64)}\",\"reason\":\"{word} “ä”\"}}");

    private static Row Row_(int n, string stream, int version, string type, string json)
    {
        CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(json), out var data).ShouldBeTrue();
        var (hash, text) = Entry.HashesOf(data);
        var entry = new Entry(
            Origin, n, stream, version, DateTimeOffset.UnixEpoch.AddSeconds(n), type, "Y99901", null, "approver",
            new string('b', 64), $"request {n} “ü”", text, hash);
        return new(entry, data, entry.Leaf);
    }

    private static TreeHash Root(List<Row> rows, int size)
    {
        var tree = new CompactRange();
        foreach (var row in rows.Take(size)) tree.Append(row.Stored);
        return tree.Root;
    }

    private static SignedNote Signed(List<Row> rows, int size) => new Checkpoint(Origin, size, Root(rows, size)).Sign(Keys);

    private static SignedNote Cosigned(List<Row> rows, int size)
    {
        var note = Signed(rows, size);
        return note.With(Witness.Cosign(note.Text, DateTimeOffset.UnixEpoch));
    }

    private static string PolicyText =>
        string.Concat(Keys.Concat(NextKeys).Select(k => $"log {k.Verifier}\n")) + $"witness lmc {Witness.Verifier}\nquorum lmc\n";

    private static Policy Trusted() => Policy.TryParse(PolicyText, out var policy, out _) ? policy : throw new InvalidOperationException();

    private static byte[] Export(List<Row> rows, SignedNote own)
    {
        var file = new MemoryStream();
        var writer = new LogExportWriter(file, own);
        foreach (var row in rows) writer.Add(row.Stored, row.Entry.ToBytes(), row.Data);
        return file.ToArray();
    }

    private static LogFinding Check(List<Row> rows, SignedNote own, params IEnumerable<SignedNote> held) =>
        LogCheck.Run(new MemoryStream(Export(rows, own)), Trusted(), held.Select(n => ("a file that was kept", n)));
}
