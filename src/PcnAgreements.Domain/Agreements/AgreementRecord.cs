using System.Collections.Immutable;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Who agreed to what: what an outsider must be able to see years later.</summary>
/// <param name="Agreement">Its id.</param>
/// <param name="TextHash">The hash of the text as it stands.</param>
/// <param name="Parties">Each party, by code.</param>
/// <param name="Ballots">Each ballot with its arithmetic, in the order opened.</param>
public sealed record AgreementRecord(
    AgreementId Agreement, string TextHash, ImmutableArray<PartyRecord> Parties, ImmutableArray<BallotRecord> Ballots)
{
    /// <summary>The record of an agreement as it stands.</summary>
    public static AgreementRecord Of(Agreement agreement) => new(
        agreement.Id, agreement.Text.TextHash,
        [.. agreement.Parties.Values.Select(p => PartyRecord.Of(agreement, p))],
        [.. agreement.Ballots.Select(b => new BallotRecord(b, b.Sums()))]);
}

/// <summary>What one party agreed to.</summary>
/// <param name="Party">The party.</param>
/// <param name="Clauses">Every clause that stands, in reading order, with what the party says of it.</param>
/// <param name="Signatures">Every signature for it, in every round.</param>
public sealed record PartyRecord(Party Party, ImmutableArray<ClauseRecord> Clauses, ImmutableArray<SignatureRecord> Signatures)
{
    internal static PartyRecord Of(Agreement agreement, Party party)
    {
        var counting = SigningProgress.Of(agreement).Round;
        return new(
            party,
            [
                .. agreement.Text.Printed.Select(c => new ClauseRecord(
                    c.Key, c.Number, agreement.Text[c.Key].Revision, c.Wording.Hash, agreement.StanceOf(c.Key, party.Ods))),
            ],
            [
                .. from round in agreement.Rounds
                   from signature in round.Signatures
                   where signature.Party == party.Ods
                   select new SignatureRecord(signature, round.Opened.Round, round == counting),
            ]);
    }
}

/// <summary>What a party says of a clause.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Number">Its number; null when it has none.</param>
/// <param name="Revision">The revision it stands at.</param>
/// <param name="Hash">The hash of that revision.</param>
/// <param name="Stance">What the party last said, of the revision and hash named in it; null when it has said nothing, or took it
/// back.</param>
public sealed record ClauseRecord(ClauseKey Clause, string? Number, int Revision, string Hash, Stance? Stance)
{
    /// <summary>Whether the stance is on the clause as it stands.</summary>
    public bool Current => Stance?.Revision == Revision;
}

/// <summary>A signature for a party.</summary>
/// <param name="Signature">The signature.</param>
/// <param name="Round">The round it was given in.</param>
/// <param name="Counts">Whether that round goes on or was completed; a signature of a round that was given up stays on record only.</param>
public sealed record SignatureRecord(Signature Signature, int Round, bool Counts);

/// <summary>A ballot with its running sum; the result with the whole arithmetic stands in the ballot once it is closed.</summary>
public sealed record BallotRecord(Ballot Ballot, Sums Sums);
