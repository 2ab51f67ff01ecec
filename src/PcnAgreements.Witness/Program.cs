using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Witness;

const string usage = """
    pcn-agreements-witness init FOLDER NAME       makes the witness's key in FOLDER; NAME is such as lmc.example/witness
    pcn-agreements-witness run FOLDER [URL]       witnesses the logs whose keys stand in FOLDER/logs.txt, one 'log VKEY' a line;
                                                  listens on http://127.0.0.1:8099 unless told otherwise

    FOLDER holds witness.key (secret), logs.txt, and seen/ with the last checkpoint of each log. Keep seen/: a witness that is
    put back to an older copy of it could cosign a history it should refuse.
    """;

try
{
    switch (args)
    {
        case ["init", var folder, var name]:
            Directory.CreateDirectory(folder);
            var made = SigningKey.Make(name, KeyType.Cosignature);
            KeyFile.Write(Path.Combine(folder, "witness.key"), [made]);
            Console.WriteLine("The witness's public key, for the policies of those who trust it:");
            Console.WriteLine(made.Verifier);
            return 0;
        case ["run", var folder, .. var rest] when rest.Length < 2:
            var key = KeyFile.Read(Path.Combine(folder, "witness.key")).FirstOrDefault(k => k.Verifier.Type == KeyType.Cosignature);
            if (key is null) return Fail("witness.key holds no witness's key that can be used here; Ed25519 needs OpenSSL (libcrypto).");
            var text = File.ReadAllText(Path.Combine(folder, "logs.txt"));
            if (!Policy.TryParse(text + "\nquorum none\n", out var logs, out var problem)) return Fail($"logs.txt: {problem}");
            if (logs.Logs.Count == 0) return Fail("logs.txt names no log: add a line 'log VKEY'.");
            using (var memory = new Memory(Path.Combine(folder, "seen")))
            {
                var url = rest is [var given] ? given : "http://127.0.0.1:8099";
                await using var app = WitnessServer.Build(new(logs.Logs, key, memory, TimeProvider.System), memory, url);
                await app.StartAsync();
                var watched = string.Join(", ", logs.Logs.Select(l => l.Name).Distinct());
                Console.WriteLine($"{key.Verifier.Name} witnesses {watched} on {string.Join(", ", app.Urls)}");
                await app.WaitForShutdownAsync();
            }

            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (Exception e) when (e is IOException or FormatException or ArgumentException or NotSupportedException or UnauthorizedAccessException)
{
    return Fail(e.Message);
}

static int Fail(string why)
{
    Console.Error.WriteLine(why);
    return 1;
}
