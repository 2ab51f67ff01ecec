using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Exports;
using PcnAgreements.Proof.Merkle;
using static System.FormattableString;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// Checks that everything in a pack was in the log: each event's proof and data, each person's commitment or erasure, and that no version
/// of the agreement's stream is left out. What the events come to is for who knows the domain.
/// </summary>
public static class PackCheck
{
    /// <summary>Checks a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="policy">Whom the reader trusts.</param>
    public static PackFinding Run(Pack pack, Policy policy)
    {
        var judgement = policy.Judge(pack.Note);
        if (judgement.WhyNot is { } why) return new(judgement, [], null, $"the checkpoint is not to be trusted: {why}");
        if (People(pack) is { } people) return new(judgement, [], null, people);

        var commitments = pack.People.Select(p => p.Commitment).ToHashSet();
        var (entries, erasures) = (new List<Entry>(), new Erasures(pack));
        long last = -1, version = 0;
        foreach (var e in pack.Events)
        {
            if (Check(e, judgement.Checkpoint!, out var entry) is { } problem) return new(judgement, entries, e.Index, problem);
            if (e.Index <= last) return new(judgement, entries, e.Index, "it stands out of order");
            if (entry!.Stream != pack.Stream)
            {
                if (erasures.ProblemOf(entry) is { } other) return new(judgement, entries, e.Index, other);
            }
            else if (entry.Person is { } person && !commitments.Contains(person))
            {
                return new(judgement, entries, e.Index, "the pack does not say, even by an opaque id, who did it");
            }
            else if (entry.Version != ++version)
            {
                return new(judgement, entries, e.Index, Invariant($"version {version} of the agreement's events is left out before it"));
            }

            last = e.Index;
            entries.Add(entry);
        }

        return new(judgement, entries, null, version == 0 ? "it has no event of the agreement" : erasures.Missing());
    }

    private static string? Check(PackedEvent e, Checkpoint checkpoint, out Entry? entry)
    {
        if (!Entry.TryParse(e.Entry.Span, out entry) || !EntryParts.TryRead(e.Entry.Span, out var parts))
            return "what the log has of it does not have the form of an entry";
        if (!LogName.IsOf(checkpoint.Origin, entry.Origin)) return $"it belongs to another log, '{entry.Origin}'";
        if (!InclusionProof.Verifies(e.Index, checkpoint.Size, entry.Leaf, e.Proof, checkpoint.Root))
            return "it is not what the log has there: its proof does not lead to the checkpoint's root";
        if (e.Data is not { } data) return null;
        if (EntryLine.ProblemOf(data.Span, parts) is { } problem) return problem;
        return CanonicalJson.IsCanonical(data) ? null : "its data are not in their canonical form";
    }

    private static string? People(Pack pack)
    {
        if (pack.People.DistinctBy(p => p.Id).Count() < pack.People.Count) return "people.json names an id twice";
        if (pack.People.DistinctBy(p => p.Commitment).Count() < pack.People.Count) return "people.json has a commitment twice";
        foreach (var person in pack.People)
        {
            if (!Guid.TryParseExact(person.Id, "D", out var id) || id.ToString() != person.Id)
                return $"people.json has an id that is none: '{person.Id}'";
            if (person is { Salt: null, Email: null, Name: null }) continue;
            if (person.Email is { } said && !IsAddress(said)) return $"people.json has an address that is no address: '{said}'";
            if (person is not { Salt: { Length: 2 * Commitment.SaltLength } salt, Email: { } email }
                || !salt.All(char.IsAsciiHexDigitLower))
                return $"people.json does not say who {person.Id} is, nor that they were erased";
            if (Commitment.Of(Convert.FromHexString(salt), person.Id, email) != person.Commitment)
                return $"people.json says that {person.Id} is {email}, and the log does not";
        }

        return null;
    }

    // As the service takes them: nothing that could pass for more than a word where a verifier quotes it.
    private static bool IsAddress(string email) =>
        email.IndexOf('@', StringComparison.Ordinal) > 0 && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}

/// <summary>What came of checking a pack against the log.</summary>
/// <param name="Judgement">What the reader's policy makes of the checkpoint.</param>
/// <param name="Entries">The entries found good, in the order of the pack's events.</param>
/// <param name="Index">The entry that is wrong; null where it is no entry's.</param>
/// <param name="Problem">The first thing that is wrong, in words; null when nothing is.</param>
public sealed record PackFinding(Judgement Judgement, IReadOnlyList<Entry> Entries, long? Index, string? Problem);
