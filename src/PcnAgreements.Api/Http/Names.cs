using System.Collections.Concurrent;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Http;

/// <summary>Who a person is, as answers show it: joined to the opaque id when an answer is written, never recorded with it.</summary>
/// <param name="Id">The opaque id; null for the service itself.</param>
/// <param name="Email">The address; null for the service and for those erased.</param>
/// <param name="Name">The name; null for those erased.</param>
internal sealed record PersonView(PersonId? Id, string? Email, string? Name)
{
    /// <summary>What the service does by itself.</summary>
    public static PersonView System { get; } = new(null, null, "system");
}

/// <summary>People already looked up. All are forgotten whenever anybody's name or address changes or is erased.</summary>
internal sealed class NameBook(TimeProvider time)
{
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(1);
    private volatile ConcurrentDictionary<PersonId, PersonView> page = new();
    private long epoch = -1;

    private long asked = time.GetTimestamp();

    // Below anything the database counts, and never twice the same.
    private long forgotten = -1;

    /// <summary>Forgets everyone if the people table has changed since.</summary>
    public void At(long present)
    {
        Interlocked.Exchange(ref asked, time.GetTimestamp());
        if (Epoch == present) return;
        // First the page, so that whoever is told the new epoch reads no old name.
        page = new();
        Interlocked.Exchange(ref epoch, present);
    }

    /// <summary>Forgets everyone: somebody was just renamed or erased here.</summary>
    public void Forget() => At(Interlocked.Decrement(ref forgotten));

    /// <summary>Whether it was long ago that somebody knew whether the people table had changed.</summary>
    public bool IsOld => time.GetElapsedTime(Interlocked.Read(ref asked)) > Old;

    /// <summary>Which state of the people table the names are of.</summary>
    public long Epoch => Interlocked.Read(ref epoch);

    /// <summary>The people looked up since anybody last changed; another one from the next change on.</summary>
    public ConcurrentDictionary<PersonId, PersonView> Page => page;
}

/// <summary>The names one answer needs: those not at hand are noted, and the answer is written again once they are.</summary>
internal sealed class Names(NameBook book)
{
    private readonly HashSet<PersonId> missing = [];

    /// <summary>The page of the book that all its names are on.</summary>
    public ConcurrentDictionary<PersonId, PersonView> Page { get; } = book.Page;

    /// <summary>The people asked for that were not at hand.</summary>
    public IReadOnlyCollection<PersonId> Missing => missing;

    /// <summary>Who a person is; the service itself for null.</summary>
    public PersonView Of(PersonId? id)
    {
        if (id is not { } person) return PersonView.System;
        if (Page.TryGetValue(person, out var known)) return known;
        missing.Add(person);
        return new(person, null, null);
    }
}
