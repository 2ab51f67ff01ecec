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
    private static readonly IReadOnlyList<SigningKey>[] Keys =
        [.. Enumerable.Range(1, 3).Select(epoch => KeyFile.MakeLogKeys(LogName.Origin(Origin, epoch)))];

    private static readonly SigningKey Witness = SigningKey.Make("lmc.example/witness", KeyType.Cosignature);
    private static readonly List<Row> Honest = [.. Enumerable.Range(0, Size).Select(n => Make(n, "said"))];

    private sealed record Row(Entry Entry, byte[]? Data, TreeHash Stored);

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
            var sold = Encoding.UTF8.GetString(rows[n].Data!).Replace("said", "sold", StringComparison.Ordinal);
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
        List<Row> rows = [.. Honest.Take(40), Begun(40, 2), Row_(41, "other", 1, "something", "{}")];
        var note = Cosigned(rows, rows.Count, 2);

        Check(rows, note, Cosigned(Honest, 35)).ShouldSatisfyAllConditions(f => f.Problem.ShouldBeNull(), f => f.Remarks.ShouldBeEmpty());
        var finding = Check(rows, note, Cosigned(Honest, Size));
        finding.Problem.ShouldBeNull();
        finding.Remarks.ShouldHaveSingleItem().ShouldContain("begun anew at entry 40: 20 entries");
        Check([.. Honest.Take(40)], Cosigned(Honest, Size)).Problem.ShouldNotBeNull("nobody said that it was begun anew");
    }

    [Fact]
    public void knows_two_new_epochs_the_later_of_them_begun_further_back()
    {
        List<Row> rows = [.. Honest.Take(20), Begun(20, 3, 1), Row_(21, "other", 1, "something", "{}")];
        List<Row> between = [.. Honest.Take(40), Begun(40, 2), Row_(41, "other", 1, "something", "{}")];
        var finding = Check(rows, Cosigned(rows, rows.Count, 3), Cosigned(Honest, 50), Cosigned(between, 42, 2));
        finding.Problem.ShouldBeNull();
        finding.Remarks.Count.ShouldBe(2);
        finding.Remarks.ShouldAllBe(r => r.Contains("begun anew at entry 20", StringComparison.Ordinal));
    }

    [Fact]
    public void finds_what_was_altered_after_its_own_epoch_began_though_a_later_one_was_begun_since()
    {
        var honest = ThreeEpochs(n => Make(n, "said"));
        var forged = ThreeEpochs(n => Make(n, n == 30 ? "forged" : "said"));
        Check(honest, Cosigned(honest, 65, 3), Cosigned(honest, 50, 2)).ShouldSatisfyAllConditions(
            f => f.Problem.ShouldBeNull(), f => f.Remarks.ShouldBeEmpty());

        var finding = Check(forged, Cosigned(forged, 65, 3), Cosigned(honest, 50, 2));

        finding.Problem.ShouldNotBeNull().ShouldContain("something from here to 49 is not as it was");
        // What epoch 2 itself signed beyond the beginning of epoch 3 may be lost.
        Check(honest, Cosigned(honest, 65, 3), Cosigned([.. honest.Take(60), Make(59, "lost"), Make(60, "lost")], 62, 2))
            .Remarks.ShouldHaveSingleItem().ShouldContain("begun anew at entry 60: 2 entries");
    }

    [Fact]
    public void excuses_no_checkpoint_of_a_later_epoch_than_the_export_has()
    {
        List<Row> rows = [.. Honest.Take(10), Begun(10, 2), .. Rows(10, 49, n => Make(n, "said"))];
        List<Row> later = [.. rows.Take(40), Begun(40, 3), .. Rows(39, 9, n => Make(n, "later"))];
        Check(rows, Cosigned(rows, 60, 2), Cosigned(later, 50, 3)).Problem.ShouldNotBeNull();
        Check([.. rows.Take(45)], Cosigned(rows, 45, 2), Cosigned(later, 50, 3)).Problem.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{\"epoch\":2,\"kept\":30,\"previous\":\"\",\"reason\":\"\"}", "log-epochs", "it kept another number")]
    [InlineData("{\"epoch\":1,\"kept\":40,\"previous\":\"\",\"reason\":\"\"}", "log-epochs", "it begins no later epoch")]
    [InlineData("{\"epoch\":3,\"kept\":40,\"previous\":\"\",\"reason\":\"\"}", "log-epochs", "that epoch signed nothing")]
    [InlineData("{\"epoch\":\"2\",\"kept\":40}", "log-epochs", "its epoch is no number")]
    [InlineData("{\"kept\":40}", "log-epochs", "it says no epoch")]
    [InlineData("[]", "log-epochs", "it says nothing")]
    [InlineData(null, "log-epochs", "its data are withheld")]
    [InlineData("{\"epoch\":2,\"kept\":40,\"previous\":\"\",\"reason\":\"\"}", "agreement-1", "it stands in another stream")]
    public void excuses_nothing_by_an_entry_that_does_not_say_so(string? data, string stream, string why)
    {
        var begun = Row_(40, stream, stream == "log-epochs" ? 1 : 7, "epoch_begun", data ?? "{\"epoch\":2,\"kept\":40}");
        List<Row> rows = [.. Honest.Take(40), data is null ? begun with { Data = null } : begun, Row_(41, "other", 1, "something", "{}")];
        Check(rows, Cosigned(rows, rows.Count, 2), Cosigned(Honest, 50)).Problem.ShouldNotBeNull(why);
    }

    [Fact]
    public void excuses_nothing_by_an_entry_that_no_trusted_checkpoint_covers()
    {
        List<Row> rows = [.. Honest.Take(20), Begun(20, 2), Row_(21, "other", 1, "something", "{}")];
        Check(rows, Signed(rows, rows.Count, 2), Cosigned(Honest, Size)).Problem.ShouldNotBeNull();

        var finding = Check(rows, Cosigned(rows, 5, 2), Cosigned(Honest, Size));
        finding.Problem.ShouldNotBeNull().ShouldContain("no checkpoint that is to be trusted covers");
        finding.Index.ShouldBe(20);
    }

    [Fact]
    public void refuses_a_change_of_each_third_byte()
    {
        var rows = Honest.Take(3).ToList();
        var bytes = Export(rows, Cosigned(rows, 3));
        // Each with another of its bits: a whole check for each takes its time.
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
            said.ToString().ShouldContain("The data of all of them are those recorded.");
            CommandLine.Run(["log", export, "--policy", policy], TextWriter.Null, TextWriter.Null).ShouldBe(1);

            said = new StringWriter { NewLine = "\n" };
            File.WriteAllBytes(export, Export([.. Honest.Select(r => r with { Data = null })], Cosigned(Honest, Size)));
            CommandLine.Run(["log", export, "--policy", policy], said, said).ShouldBe(0, said.ToString());
            said.ToString().ShouldNotContain("event's data");
            said.ToString().ShouldContain("The data of 60 of them are withheld: what they hold was not checked.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Row Make(int n, string word) => Row_(
        n, $"agreement-{n % 7}", (n / 7) + 1, "clause_approved",
        $"{{\"clause\":\"c{n}\",\"hash\":\"{new string('a', 64)}\",\"reason\":\"{word} “ä”\"}}");

    // As the service writes it: the number of the epoch, and how many entries it goes on from.
    private static Row Begun(int n, int epoch, int? version = null) => Row_(
        n, "log-epochs", version ?? epoch - 1, "epoch_begun",
        $"{{\"epoch\":{epoch},\"kept\":{n},\"previous\":\"(the last checkpoint)\",\"reason\":\"Restored\"}}");

    private static IEnumerable<Row> Rows(int from, int count, Func<int, Row> make) => Enumerable.Range(from, count).Select(make);

    private static List<Row> ThreeEpochs(Func<int, Row> make) =>
        [.. Rows(0, 10, make), Begun(10, 2), .. Rows(10, 49, make), Begun(60, 3), .. Rows(59, 4, make)];

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

    private static SignedNote Signed(List<Row> rows, int size, int epoch = 1) =>
        new Checkpoint(LogName.Origin(Origin, epoch), size, Root(rows, size)).Sign(Keys[epoch - 1]);

    private static SignedNote Cosigned(List<Row> rows, int size, int epoch = 1)
    {
        var note = Signed(rows, size, epoch);
        return note.With(Witness.Cosign(note.Text, DateTimeOffset.UnixEpoch));
    }

    private static string PolicyText =>
        string.Concat(Keys.SelectMany(k => k).Select(k => $"log {k.Verifier}\n")) + $"witness lmc {Witness.Verifier}\nquorum lmc\n";

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
