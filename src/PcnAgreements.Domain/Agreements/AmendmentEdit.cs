namespace PcnAgreements.Domain.Agreements;

/// <summary>A proposal as the edit it would be: what may be proposed, and what accepting it records, are the edit's own rules.</summary>
internal static class AmendmentEdit
{
    /// <summary>The edit that carries an amendment out.</summary>
    /// <param name="amendment">The amendment.</param>
    /// <param name="agreement">The agreement as it stands.</param>
    /// <param name="ifMatch">The edit tags of the clause as the caller has read it; not looked at when a clause is to be added.</param>
    public static AgreementCommand Edit(this Amendment amendment, Agreement agreement, EditTags ifMatch)
    {
        var p = amendment.Proposal;
        var place = Place.Of(p.Parent, amendment.After(agreement));
        return p.Op switch
        {
            AmendmentOp.Reword => new RewordClause(p.Clause!.Value, ifMatch, p.Heading, p.Body!) { Amendment = p.Amendment },
            AmendmentOp.Strike => new StrikeClause(p.Clause!.Value, ifMatch) { Amendment = p.Amendment },
            AmendmentOp.Move => new MoveClause(p.Clause!.Value, ifMatch, place) { Amendment = p.Amendment },
            _ => new AddClause(p.Heading, p.Body!, place) { Amendment = p.Amendment },
        };
    }

    // Several proposals may name one place: what they bring there stands in the order they were made, in whatever order they are accepted.
    private static ClauseKey? After(this Amendment amendment, Agreement agreement)
    {
        var (p, after) = (amendment.Proposal, amendment.Proposal.After);
        if (p.Op is not (AmendmentOp.Add or AmendmentOp.Move)) return after;
        var siblings = agreement.Text.Siblings(p.Parent, p.Clause is { } key && agreement.Text[key] is { Schedule: true });
        for (var at = after is { } sibling ? siblings.IndexOf(sibling) + 1 : 0; at < siblings.Count; at++)
        {
            if (siblings[at] == p.Clause) continue;
            if (!agreement.Amendments.Exists(a => IsEarlierThere(a, siblings[at]))) break;
            after = siblings[at];
        }

        return after;

        // One that was carried out before this was proposed was part of the text that its proposer read.
        bool IsEarlierThere(Amendment other, ClauseKey clause) =>
            other.Status == AmendmentStatus.Accepted && other.Key.Ordinal < amendment.Key.Ordinal
                && other.Decided!.Version > amendment.By.Version
            && (other.Proposal.Parent, other.Proposal.After) == (p.Parent, p.After)
            && (other.Proposal.Op == AmendmentOp.Move ? other.Proposal.Clause == clause
                : other.Proposal.Op == AmendmentOp.Add && agreement.Revisions[clause][0].Amendment == other.Key);
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
