using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Packs;
using static System.FormattableString;

namespace PcnAgreements.Verify;

/// <summary>What is proven of the people in a pack, and what is only what the service told.</summary>
internal static class PeopleLines
{
    public static IEnumerable<string> Of(Pack pack, IReadOnlyList<Entry> entries)
    {
        var acting = entries.Select(e => e.Person).ToHashSet();
        var named = pack.People.Where(p => p.Email is not null).ToLookup(p => acting.Contains(p.Commitment));
        if (named[true].Any())
            yield return "The log is bound to the address of each person who did something here; their names are as the service told.";
        foreach (var person in named[false])
            yield return $"That {person.Id} is {person.Email} is as the service told: nothing here was done by them.";

        var erasures = entries.Where(e => e.Stream != pack.Stream).ToDictionary(e => e.Stream);
        if (erasures.Count == 0) yield break;
        yield return Invariant($"People in it who were erased: {erasures.Count} of {pack.People.Count}.");
        yield return "The log has the erasure of each. What they did stands, by somebody unnamed.";
        foreach (var person in pack.People.Where(p => erasures.GetValueOrDefault($"person-{p.Id}") is { Text: null }))
            yield return $"Which events were {person.Id}'s is as the service told: the entry of their erasure does not bind it.";
    }
}
