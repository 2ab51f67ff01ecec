using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Verify;

/// <summary>What is asked for on the command line. It reads files and nothing else: no network, no settings, no clock.</summary>
public static class CommandLine
{
    private const string Usage = """
        pcn-agreements-verify receipt FILE --policy POLICY [--data DATA.json]
        pcn-agreements-verify log EXPORT --policy POLICY [--checkpoint FILE]…
        pcn-agreements-verify pack PACK.zip --policy POLICY

        POLICY names the keys of the log and of the witnesses that you trust; have it from somebody you trust.
        --data        the event's data as JSON, to be checked against the receipt
        --checkpoint  a checkpoint that you kept: whatever was altered since then shows

        Ends with 0 when all is sound, 1 when something is wrong (the first thing is printed), 2 when it could not be checked.
        """;

    /// <summary>Does what the arguments ask.</summary>
    /// <returns>The exit status: 0 sound, 1 wrong, 2 not checked.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        try
        {
            var (kind, file, options) = Read(args);
            var report = kind switch
            {
                "receipt" => ReceiptReport.Of(File.ReadAllText(file, Strict), PolicyIn(options), options.GetValueOrDefault("--data")?[^1]),
                "log" => Log(file, options),
                "pack" => Pack(file, options),
                _ => throw new ArgumentException(Usage),
            };
            foreach (var line in report.Lines) output.WriteLine(OneLine.Of(line));
            output.WriteLine(report.Problem is null ? "Sound." : OneLine.Of($"WRONG: {report.Problem}"));
            return report.Problem is null ? 0 : 1;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return 2;
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static (string Kind, string File, Dictionary<string, List<string>> Options) Read(IReadOnlyList<string> args)
    {
        if (args.Count < 2 || args.Contains("--help")) throw new ArgumentException(Usage);
        var options = new Dictionary<string, List<string>>();
        for (var i = 2; i < args.Count; i += 2)
        {
            if (args[i] is not ("--policy" or "--data" or "--checkpoint") || i + 1 == args.Count) throw new ArgumentException(Usage);
            if (!options.TryGetValue(args[i], out var given)) options[args[i]] = given = [];
            given.Add(args[i + 1]);
        }

        return (args[0], args[1], options);
    }

    private static Policy PolicyIn(Dictionary<string, List<string>> options)
    {
        if (!options.TryGetValue("--policy", out var files) || files is not [var file])
            throw new ArgumentException("Say whom you trust: --policy and a file, once.");
        return Policy.TryParse(File.ReadAllText(file, Strict), out var policy, out var problem)
            ? policy
            : throw new ArgumentException($"{file} is no policy: {problem}.");
    }

    private static Report Log(string file, Dictionary<string, List<string>> options)
    {
        var held = options.GetValueOrDefault("--checkpoint", []).Select(Held).ToList();
        using var export = new FileStream(file, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        return LogReport.Of(export, PolicyIn(options), held);
    }

    private static (string Whence, SignedNote Note) Held(string file) =>
        SignedNote.TryParse(File.ReadAllBytes(file), out var note, out var problem)
        ? (file, note)
        : throw new ArgumentException($"{file} is no checkpoint: {problem}.");

    private static Report Pack(string file, Dictionary<string, List<string>> options)
    {
        using var zip = File.OpenRead(file);
        return PackReport.Of(zip, PolicyIn(options));
    }
}
