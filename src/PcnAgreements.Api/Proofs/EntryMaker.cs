using PcnAgreements.Domain;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>An event's entry in the log, made from its row as it stands now.</summary>
/// <param name="Row">The row.</param>
/// <param name="Entry">The entry; null when none can be made.</param>
/// <param name="Bytes">The entry's bytes; empty when none can be made.</param>
/// <param name="Data">The event's canonical data.</param>
/// <param name="Damage">Why none can be made, in words; null when it was made.</param>
internal sealed record MadeEntry(EventRow Row, Entry? Entry, byte[] Bytes, byte[] Data, string? Damage)
{
    /// <summary>The hash of the leaf.</summary>
    public TreeHash Leaf => TreeHash.OfLeaf(Bytes);
}

/// <summary>Makes entries from events (FORMAT.md, "Entries"): commitments in place of people, hashes in place of data.</summary>
internal sealed class EntryMaker(Commitments commitments, LogIdentity identity)
{
    /// <summary>The entries of events that are new to the log: whoever has no commitment gets one.</summary>
    public async Task<IReadOnlyList<MadeEntry>> MakeNew(IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        var known = await commitments.Find(PeopleIn(rows), ct);
        if (PeopleIn(rows).Where(p => !known.ContainsKey(p)).ToList() is { Count: > 0 } unknown)
        {
            await commitments.Enter(unknown, ct);
            known = await commitments.Find(PeopleIn(rows), ct);
        }

        return [.. rows.Select(row => Make(row, known))];
    }

    /// <summary>The entries of events as they stand.</summary>
    public async Task<IReadOnlyList<MadeEntry>> Make(IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        var known = await commitments.Find(PeopleIn(rows), ct);
        return [.. rows.Select(row => Make(row, known))];
    }

    private static HashSet<PersonId> PeopleIn(IEnumerable<EventRow> rows) => [.. rows.Select(r => r.Actor.Person).OfType<PersonId>()];

    private MadeEntry Make(EventRow row, Dictionary<PersonId, PersonCommitment> known)
    {
        if (row.Damage is { } damage) return Damaged(damage);
        if (!CanonicalJson.TryWrite(row.Data, out var data)) return Damaged("its data have no canonical form");
        string? person = null;
        if (row.Actor.Person is { } id)
        {
            if (!known.TryGetValue(id, out var commitment)) return Damaged("what stands for the person who did it is gone");
            person = commitment.Value;
        }

        var (hash, text) = Entry.HashesOf(data);
        var entry = new Entry(
            identity.Name, row.Position, row.Stream, row.Version, row.At, row.Type, row.Actor.Organisation?.ToString(),
            row.Actor.OnBehalfOf?.ToString(),
            row.Actor.Authority, person, row.RequestId, text, hash);
        var bytes = entry.ToBytes();
        return Entry.TryParse(bytes, out _) ? new(row, entry, bytes, data, null) : Damaged("it does not have the form of an entry");

        MadeEntry Damaged(string why) => new(row, null, [], [], why);
    }
}
