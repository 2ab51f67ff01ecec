using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.People;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Turns the e-mail addresses a command names into the opaque ids that events may hold; whoever is not on record yet gets one, entered with
/// the events.
/// </summary>
internal sealed class PeopleLookup(PeopleOnRecord people)
{
    /// <summary>The ids, and what must be entered or renamed with the events.</summary>
    public async Task<(IReadOnlyDictionary<string, PersonId> Ids, IReadOnlyList<PersonChange> Changes)> Resolve(
        IReadOnlyDictionary<string, string?> named, bool renames, Dictionary<string, PersonId> newcomers, CancellationToken ct)
    {
        if (named.Count == 0) return (new Dictionary<string, PersonId>(), []);
        var ids = new Dictionary<string, PersonId>();
        var changes = new List<PersonChange>();
        var known = await people.FindByEmail([.. named.Keys], ct);
        foreach (var (email, name) in named)
        {
            if (known.GetValueOrDefault(email.ToLowerInvariant()) is { } person)
            {
                ids[email] = person.Id;
                if (name is not null && name != person.Name && (renames || person.Name is null)) changes.Add(new(person.Id, email, name));
                continue;
            }

            if (!newcomers.TryGetValue(email, out var id)) newcomers[email] = id = PersonId.New();
            ids[email] = id;
            changes.Add(new(id, email, name));
        }

        return (ids, changes);
    }
}
