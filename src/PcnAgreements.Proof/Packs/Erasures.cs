using PcnAgreements.Proof.Entries;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// The erasures that a pack has to show: without the log's own entry of it nobody is taken to be erased, since leaving out an address is
/// all too easy.
/// </summary>
internal sealed class Erasures(Pack pack)
{
    private readonly Dictionary<string, PackedPerson> awaited =
        pack.People.Where(p => p.Email is null).ToDictionary(p => $"person-{p.Id}");

    /// <summary>Takes an entry that is not the agreement's: what is wrong with it, in words; null when it is one of the erasures.</summary>
    public string? ProblemOf(Entry entry)
    {
        if (entry.Type != "person_erased" || !awaited.Remove(entry.Stream, out var person))
            return "it is neither the agreement's nor the erasure of somebody who is shown as erased";
        // Erasures of older services do not say what stood for the person; whoever reads the pack is told.
        return entry.Text is null || entry.Text == person.Commitment
            ? null
            : $"people.json has a commitment to {person.Id} that stood for somebody else";
    }

    /// <summary>Whose erasure was not there, in words; null when all were.</summary>
    public string? Missing() => awaited.Values.FirstOrDefault() is { } person
        ? $"people.json does not say who {person.Id} is, and no entry here shows that they were erased"
        : null;
}
