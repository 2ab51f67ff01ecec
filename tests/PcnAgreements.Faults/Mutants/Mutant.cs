using System.Diagnostics;

namespace PcnAgreements.Faults.Mutants;

/// <summary>A seeded mistake in the service: a patch, named for what it does wrong.</summary>
internal sealed record Mutant(string Name, string Patch)
{
    /// <summary>Every one that is kept in a checkout.</summary>
    public static IReadOnlyList<Mutant> All(string checkout) =>
    [
        .. Directory.GetFiles(Path.Combine(checkout, "tests", "PcnAgreements.Faults", "Mutants"), "*.patch").Order(StringComparer.Ordinal)
            .Select(file => new Mutant(Path.GetFileNameWithoutExtension(file), file)),
    ];

    /// <summary>Whether the patch still fits a source; nothing is changed.</summary>
    public bool Fits(string source, out string why) => Command.Try(source, out why, "git", "apply", "--check", Patch);
}

/// <summary>A copy of the service's source outside the checkout, in which a mistake can be made and the service built.</summary>
internal sealed class SourceCopy
{
    private readonly string folder;

    /// <summary>Copies what the service is built from.</summary>
    public SourceCopy(string checkout, string folder)
    {
        this.folder = folder;
        var files = Command.Run(checkout, "git", "ls-files", "-z", "src", "ops/samples", "Directory.Build.props", ".editorconfig");
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // What is the same already keeps its time, so that what was built from it stays good.
            var bytes = File.ReadAllBytes(Path.Combine(checkout, file));
            if (!File.Exists(copy) || !bytes.AsSpan().SequenceEqual(File.ReadAllBytes(copy))) File.WriteAllBytes(copy, bytes);
        }
    }

    /// <summary>The service's assembly, once built.</summary>
    public string Service => Path.Combine(folder, "src", "PcnAgreements.Api", "bin", "Release", "net10.0", "PcnAgreements.Api.dll");

    /// <summary>Makes the mistake, or takes it back.</summary>
    public void Apply(Mutant mutant, bool back = false) =>
        Command.Run(folder, "git", back ? ["apply", "-R", mutant.Patch] : ["apply", mutant.Patch]);

    /// <summary>Builds the service; warnings are not what is looked for here.</summary>
    public void Build() => Command.Run(
        folder, "dotnet", "build", "src/PcnAgreements.Api", "-c", "Release", "-v", "quiet", "-clp:ErrorsOnly",
        "-p:TreatWarningsAsErrors=false",
        "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false");
}

/// <summary>Programs run to their end.</summary>
internal static class Command
{
    /// <summary>What it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string folder, string program, params string[] arguments) => Try(folder, out var said, program, arguments)
        ? said
        : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{said}");

    /// <summary>Whether it succeeded, and what it wrote.</summary>
    public static bool Try(string folder, out string said, string program, params string[] arguments)
    {
        // A folder that lies in another repository by chance is none of its.
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder) },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        said += errors.Result;
        return process.ExitCode == 0;
    }
}
