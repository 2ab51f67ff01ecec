using System.Collections.Immutable;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// Who has signed and who is awaited: in the round of signing that goes on, or in the one that brought the agreement into force.
/// </summary>
/// <param name="Round">The round; null when none goes on and none was completed.</param>
/// <param name="Parties">Each party, by code.</param>
public sealed record SigningProgress(SigningRound? Round, ImmutableArray<PartySigning> Parties)
{
    /// <summary>Whether every required signature is there.</summary>
    public bool IsComplete => Round is not null && Parties.All(p => p.IsComplete);

    /// <summary>Where an agreement's signing stands.</summary>
    public static SigningProgress Of(Agreement agreement)
    {
        var round = RoundOf(agreement);
        return new(round, [.. agreement.Parties.Values.Select(p => PartySigning.Of(p, round))]);
    }

    /// <summary>Where one party's signing stands; null for who is not a party.</summary>
    public static PartySigning? Of(Agreement agreement, OdsCode party) =>
        agreement.Parties.TryGetValue(party, out var its) ? PartySigning.Of(its, RoundOf(agreement)) : null;

    private static SigningRound? RoundOf(Agreement agreement) => agreement.InForce is not null ? agreement.Rounds[^1] : agreement.Round;
}

/// <summary>One party's signatures.</summary>
/// <param name="Party">The party.</param>
/// <param name="Signatures">Those given in the round, in order.</param>
/// <param name="Awaited">Who is named and has not signed; empty for a party that names none.</param>
/// <param name="Required">How many signatures it needs.</param>
public sealed record PartySigning(Party Party, ImmutableArray<Signature> Signatures, ImmutableArray<NamedSignatory> Awaited, int Required)
{
    /// <summary>Whether all its signatures are there.</summary>
    public bool IsComplete => Signatures.Length >= Required && Awaited.IsEmpty;

    /// <summary>Whether a person's signature is still wanted for it; that they hold the authority is another question.</summary>
    public bool Awaits(PersonId person) => !IsComplete && (Party.Terms.Signatories.IsEmpty || Awaited.Any(s => s.Person == person));

    /// <summary>Whether a person may sign for it at all.</summary>
    public bool MaySign(PersonId person) => Party.Terms.Signatories.IsEmpty || Party.Terms.Signatories.Any(s => s.Person == person);

    /// <summary>What a person signs as, where the party names its signatories.</summary>
    public string? CapacityOf(PersonId person) => Party.Terms.Signatories.FirstOrDefault(s => s.Person == person)?.Capacity;

    internal static PartySigning Of(Party party, SigningRound? round)
    {
        ImmutableArray<Signature> given = round is null ? [] : [.. round.Signatures.Where(s => s.Party == party.Ods)];
        var named = party.Terms.Signatories.DistinctBy(s => s.Person).ToList();
        return new(party, given, [.. named.Where(n => given.All(s => s.Signatory != n.Person))], Math.Max(1, named.Count));
    }
}
