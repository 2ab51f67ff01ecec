namespace PcnAgreements.Faults.Checks;

/// <summary>What was found to be wrong, by invariant.</summary>
internal sealed class Findings
{
    private const int MostShown = 12;
    private readonly List<(string Invariant, string What)> all = [];

    public int Count => all.Count;

    public void Add(string invariant, string what) => all.Add((invariant, what));

    /// <summary>The first of each invariant, and how many more there are.</summary>
    public IEnumerable<string> Lines() =>
        all.GroupBy(f => f.Invariant).SelectMany(g => g.Take(MostShown).Select(f => $"{f.Invariant}: {f.What}")
        .Concat(g.Count() > MostShown ? [$"{g.Key}: and {g.Count() - MostShown} more"] : []));

    /// <summary>The invariants that do not hold.</summary>
    public IEnumerable<string> Invariants => all.Select(f => f.Invariant).Distinct();
}
