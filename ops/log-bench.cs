#:project ../src/PcnAgreements.Proof
#:property PublishAot=false
// Makes an export of a log in a scratch folder and lets the verifier check it: dotnet run ops/log-bench.cs -- VERIFIER [ENTRIES]
// VERIFIER is the built pcn-agreements-verify (in Release); ENTRIES is ten million unless said. Prints seconds and memory; fails beyond the
// goal.
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Exports;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;

var verifier = args[0];
var count = args.Length > 1 ? int.Parse(args[1]) : 10_000_000;
const int eventsOfAStream = 50;
const string origin = "agreements.example/log";
var folder = Directory.CreateTempSubdirectory("pcn-log-bench-").FullName;
try
{
    SigningKey[] keys = [SigningKey.Make(origin, KeyType.Ed25519)];
    var policy = Path.Combine(folder, "policy.txt");
    File.WriteAllText(policy, string.Concat(keys.Select(k => $"log {k.Verifier}\n")) + "quorum none\n");
    var export = Path.Combine(folder, "export");
    var clock = Stopwatch.StartNew();
    // The checkpoint stands above the entries and is known only after them. An Ed25519 note is always as long: its place is kept, and
    // filled in the end.
    var tree = new CompactRange();
    using (var file = new FileStream(export, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
    {
        var writer = new LogExportWriter(file, Sign());
        for (var n = 0; n < count; n++)
        {
            var (entry, data) = Make(n);
            var bytes = entry.ToBytes();
            var leaf = TreeHash.OfLeaf(bytes);
            tree.Append(leaf);
            writer.Add(leaf, bytes, data);
        }

        file.Position = 0;
        _ = new LogExportWriter(file, Sign());
    }

    SignedNote Sign() => new Checkpoint(origin, count, tree.Root).Sign(keys);

    Console.WriteLine($"{count:N0} entries, {new FileInfo(export).Length / 1e9:F1} GB, made in {clock.Elapsed.TotalSeconds:F0} s");
    clock.Restart();
    using var process = Process.Start(new ProcessStartInfo(verifier, ["log", export, "--policy", policy]))!;
    long peak = 0;
    var worked = TimeSpan.Zero;
    while (!process.WaitForExit(100))
    {
        process.Refresh();
        if (process.HasExited) break;
        peak = Math.Max(peak, process.PeakWorkingSet64);
        worked = process.TotalProcessorTime;
    }

    var seconds = clock.Elapsed.TotalSeconds;
    Console.WriteLine($"verified in {seconds:F1} s ({worked.TotalSeconds:F1} s of processor time), {peak / (1 << 20)} MB at most");
    return process.ExitCode == 0 && seconds <= 60 && peak <= 512L << 20 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static (Entry Entry, byte[] Data) Make(int n)
{
    var data = Encoding.UTF8.GetBytes(
        $"{{\"clause\":\"c{n % 100}\",\"hash\":\"{new string('a', 64)}\",\"party\":\"Y99901\",\"revision\":3}}");
    var at = DateTimeOffset.UnixEpoch.AddSeconds(n);
    var stream = $"agreement-{new Guid(n / eventsOfAStream, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}";
    return (new(
        origin, n, stream, (n % eventsOfAStream) + 1, at, "clause_approved", "Y99901", null, "approver", new string('b', 64),
        "0HN4:00000001",
        new string('a', 64), Convert.ToHexStringLower(SHA256.HashData(data))), data);
}
