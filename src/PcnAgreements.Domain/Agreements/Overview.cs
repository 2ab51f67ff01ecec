using System.Collections.Immutable;

namespace PcnAgreements.Domain.Agreements;

/// <summary>What an LMC wants to know of an agreement under review at a glance: who objects to what, and who has not answered.</summary>
/// <param name="Objections">Objections to clauses as they stand, in reading order.</param>
/// <param name="Unanswered">Voting parties that have clauses still to answer, by code.</param>
public sealed record Overview(ImmutableArray<StandingObjection> Objections, ImmutableArray<UnansweredParty> Unanswered)
{
    /// <summary>The facts of an agreement as it stands. Nobody is asked while it is drafted, nor once the text is frozen.</summary>
    public static Overview Of(Agreement agreement)
    {
        var standing = agreement.Text.Printed;
        var unanswered = agreement.Status != Status.InReview ? [] : agreement.Voters
            .Select(p => new UnansweredParty(p.Ods, p.Terms.Name, standing.Count(c => agreement.Awaits(p.Ods, agreement.Text[c.Key]))))
            .Where(p => p.Clauses > 0);
        return new([.. standing.SelectMany(c => ObjectionsTo(agreement, c.Key, c.Number))], [.. unanswered]);
    }

    private static IEnumerable<StandingObjection> ObjectionsTo(Agreement agreement, ClauseKey clause, string? number) =>
        from party in agreement.Voters
        let stance = agreement.StanceOf(clause, party.Ods)
        where stance is { Kind: StanceKind.Object } && agreement.IsCurrent(clause, stance)
        select new StandingObjection(clause, number, party.Ods, party.Terms.Name, stance);
}

/// <summary>A party's objection to a clause as it stands.</summary>
public sealed record StandingObjection(ClauseKey Clause, string? Number, OdsCode Ods, string Name, Stance Stance);

/// <summary>A voting party that has not answered, and on how many clauses.</summary>
public sealed record UnansweredParty(OdsCode Ods, string Name, int Clauses);
