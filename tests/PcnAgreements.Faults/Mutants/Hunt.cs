using System.Diagnostics;
using PcnAgreements.Faults.Arenas;

namespace PcnAgreements.Faults.Mutants;

/// <summary>The test of the tests: each seeded mistake is built, run, and has to be found.</summary>
internal sealed class Hunt(Setting setting, Asked asked)
{
    private const int MostRounds = 8;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(15);

    /// <summary>Hunts each that was named, or all; 0 when every one was found, and nothing in the source as it stands.</summary>
    public async Task<int> Run()
    {
        var mutants = Mutant.All(asked.Checkout)
            .Where(m => asked.Names.Count == 0 || asked.Names.Any(n => m.Name.Contains(n, StringComparison.Ordinal))).ToList();
        var copy = new SourceCopy(asked.Checkout, Path.Combine(asked.Folder, "source"));
        Report.Say($"{mutants.Count} seeded mistakes, rounds of {Each.TotalSeconds:0} s from seed {asked.Seed}, at most {MostRounds} each");
        var missed = new List<string>();
        foreach (var mutant in mutants)
        {
            copy.Apply(mutant);
            copy.Build();
            if (!await Find(mutant, copy.Service)) missed.Add(mutant.Name);
            copy.Apply(mutant, back: true);
        }

        Report.Say(
            missed.Count == 0
                ? $"\n  all {mutants.Count} were found"
                : $"\n  {mutants.Count - missed.Count} of {mutants.Count} were found; MISSED: {string.Join(", ", missed)}");
        return missed.Count == 0 ? 0 : 1;
    }

    private async Task<bool> Find(Mutant mutant, string service)
    {
        var began = Stopwatch.StartNew();
        for (var n = 0; n < MostRounds; n++)
        {
            var outcome = await new Round(setting with { Service = service }, new(asked.Seed + n, Each) { Agreements = 12 }).Run();
            Directory.Delete(outcome.Folder, recursive: true);
            if (outcome.Findings.Count == 0) continue;
            Report.Say(
                $"  {mutant.Name,-52} found in {began.Elapsed.TotalSeconds,4:0} s by: {string.Join(", ", outcome.Findings.Invariants)}");
            if (asked.Names.Count > 0) foreach (var line in outcome.Findings.Lines().Take(5)) Report.Say($"      {line}");
            return true;
        }

        Report.Say($"  {mutant.Name,-52} MISSED in {began.Elapsed.TotalSeconds:0} s");
        return false;
    }
}
