using PcnAgreements.Domain;
using PcnAgreements.Domain.People;
using PcnAgreements.Store;
using PcnAgreements.Store.People;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Turns the e-mail addresses a command names into the opaque ids that events may hold; whoever is not on record yet gets one, entered with
/// the events. Each id that is on record comes with the person's stream, on which the decision then rests: an erasure writes to it, so no
/// event can name a person once they are erased, whichever of the two was decided first.
/// </summary>
internal sealed class PeopleLookup(PeopleOnRecord people)
{
    /// <summary>Whom a command names, on the states of them that its decision is to see.</summary>
    public async Task<Mentioned> Resolve(Ask ask, Dictionary<string, PersonId> newcomers, Seen seen, CancellationToken ct)
    {
        if (ask.People.Count == 0) return Mentioned.Nobody;
        var ids = new Dictionary<string, PersonId>();
        var (changes, streams) = (new List<PersonChange>(), new List<StreamId>());
        var known = await people.FindByEmail([.. ask.People.Keys], ct);
        await seen.Refresh([.. known.Values.Select(p => StreamId.Of(p.Id)).Where(s => seen.Of(s) is null)], ct);
        foreach (var (email, name) in ask.People)
        {
            // Whoever was erased since the table was read has the address no more: it is a newcomer's, or by now another's, which the
            // next try finds.
            if (known.GetValueOrDefault(email.ToLowerInvariant()) is { } person
                && StreamId.Of(person.Id) is var stream && seen.Of(stream) is Person { ErasedAt: null })
            {
                ids[email] = person.Id;
                streams.Add(stream);
                if (name is not null && name != person.Name && (ask.Renames || person.Name is null))
                    changes.Add(new(person.Id, email, name));
                continue;
            }

            if (!newcomers.TryGetValue(email, out var id)) newcomers[email] = id = PersonId.New();
            ids[email] = id;
            changes.Add(new(id, email, name));
        }

        return new(ids, changes, streams);
    }
}

/// <summary>The people a command names by e-mail address.</summary>
/// <param name="Ids">Who they are.</param>
/// <param name="Changes">What must be entered or renamed with the events.</param>
/// <param name="OnRecord">The streams of those who are on record: the decision rests on them.</param>
internal sealed record Mentioned(
    IReadOnlyDictionary<string, PersonId> Ids, IReadOnlyList<PersonChange> Changes, IReadOnlyList<StreamId> OnRecord)
{
    /// <summary>Of a command that names none.</summary>
    public static Mentioned Nobody { get; } = new(new Dictionary<string, PersonId>(), [], []);
}
