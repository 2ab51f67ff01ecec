using System.Diagnostics;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Checks;

namespace PcnAgreements.Faults.Mutants;

/// <summary>The test of the tests: each seeded mistake is built, run, and has to be found.</summary>
internal sealed class Hunt(Setting setting, Asked asked)
{
    private const int MostRounds = 8, ControlRounds = 3;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(15);

    /// <summary>Hunts each that was named, or all; 0 when every one was found, and nothing in the source as it stands.</summary>
    public async Task<int> Run()
    {
        var (mutants, unknown) = Named(Mutant.All(asked.Checkout), asked.Names);
        if (unknown.Count > 0)
        {
            Console.Error.WriteLine($"No seeded mistake has a name with: {string.Join(", ", unknown)}");
            return 2;
        }

        var copy = new SourceCopy(asked.Checkout, Path.Combine(asked.Folder, "source"));
        Report.Say($"{mutants.Count} seeded mistakes, rounds of {Each.TotalSeconds:0} s from seed {asked.Seed}, at most {MostRounds} each");
        if (await Find(setting.Service, ControlRounds) is { } wronglyFound)
        {
            Report.Say($"  the source as it stands: found to be wrong by: {string.Join(", ", wronglyFound.Invariants)}");
            foreach (var line in wronglyFound.Lines()) Report.Say($"      {line}");
            return 1;
        }

        Report.Say($"  {"the source as it stands",-52} nothing found in {ControlRounds} rounds");
        var missed = new List<string>();
        foreach (var mutant in mutants)
        {
            copy.Apply(mutant);
            copy.Build();
            if (!await IsFound(mutant, copy.Service)) missed.Add(mutant.Name);
            copy.Apply(mutant, back: true);
        }

        Report.Say(
            missed.Count == 0
                ? $"\n  all {mutants.Count} were found"
                : $"\n  {mutants.Count - missed.Count} of {mutants.Count} were found; MISSED: {string.Join(", ", missed)}");
        return missed.Count == 0 ? 0 : 1;
    }

    /// <summary>The mistakes whose name has one of these words in it, all without a word; and the words that no name has in it.</summary>
    public static (IReadOnlyList<Mutant> Mutants, IReadOnlyList<string> Unknown) Named(
        IReadOnlyList<Mutant> all, IReadOnlyList<string> words) =>
    (
        [.. all.Where(m => words.Count == 0 || words.Any(w => m.Name.Contains(w, StringComparison.Ordinal)))],
        [.. words.Where(w => !all.Any(m => m.Name.Contains(w, StringComparison.Ordinal)))]);

    private async Task<bool> IsFound(Mutant mutant, string service)
    {
        var began = Stopwatch.StartNew();
        if (await Find(service, MostRounds) is not { } findings)
        {
            Report.Say($"  {mutant.Name,-52} MISSED in {began.Elapsed.TotalSeconds:0} s");
            return false;
        }

        Report.Say($"  {mutant.Name,-52} found in {began.Elapsed.TotalSeconds,4:0} s by: {string.Join(", ", findings.Invariants)}");
        if (asked.Names.Count > 0) foreach (var line in findings.Lines().Take(5)) Report.Say($"      {line}");
        return true;
    }

    // What the first round that finds something has found; null when none of them does.
    private async Task<Findings?> Find(string service, int rounds)
    {
        for (var n = 0; n < rounds; n++)
        {
            var outcome = await new Round(setting with { Service = service }, new(asked.Seed + n, Each) { Agreements = 12 }).Run();
            Directory.Delete(outcome.Folder, recursive: true);
            if (outcome.Findings.Count > 0) return outcome.Findings;
        }

        return null;
    }
}
