namespace PcnAgreements.Domain.Agreements;

/// <summary>A proposal as the edit it would be: what may be proposed, and what accepting it records, are the edit's own rules.</summary>
internal static class AmendmentEdit
{
    /// <summary>The edit that carries an amendment out.</summary>
    /// <param name="amendment">The amendment.</param>
    /// <param name="ifMatch">The edit tags of the clause as the caller has read it; not looked at when a clause is to be added.</param>
    public static AgreementCommand Edit(this Amendment amendment, EditTags ifMatch)
    {
        var p = amendment.Proposal;
        return p.Op switch
        {
            AmendmentOp.Reword => new RewordClause(p.Clause!.Value, ifMatch, p.Heading, p.Body!) { Amendment = p.Amendment },
            AmendmentOp.Strike => new StrikeClause(p.Clause!.Value, ifMatch) { Amendment = p.Amendment },
            AmendmentOp.Move => new MoveClause(p.Clause!.Value, ifMatch, Place.Of(p.Parent, p.After)) { Amendment = p.Amendment },
            _ => new AddClause(p.Heading, p.Body!, Place.Of(p.Parent, p.After)) { Amendment = p.Amendment },
        };
    }

    /// <summary>The refusal of a decision on an amendment while a ballot on it is open; null when none is.</summary>
    public static Refusal.WrongState? UnderBallot(this Amendment amendment, Agreement agreement) =>
        agreement.OpenBallotOn(new(Amendment: amendment.Key)) is { } ballot
            ? new($"Ballot {ballot.Key} on amendment {amendment.Key} is open; it decides, unless it is called off.")
            : null;

    /// <summary>The refusal of a decision on an amendment that was decided otherwise; null while it is open.</summary>
    public static Refusal.WrongState? NotOpen(this Amendment amendment) => amendment.Status == AmendmentStatus.Proposed
        ? null
        : new($"Amendment {amendment.Key} has been {amendment.Status.ToString().ToLowerInvariant()} already.");
}
