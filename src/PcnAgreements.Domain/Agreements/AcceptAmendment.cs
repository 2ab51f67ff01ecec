namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor accepts an amendment: the edit it proposes, credited to its proposer. Where the clause has other words by now than those it
/// was written against, the tags say that the editor has read them and means it to take their place all the same.
/// </summary>
/// <param name="Amendment">The amendment.</param>
/// <param name="IfMatch">The edit tags of its clause as the caller has read it; any, and not looked at, when a clause is to be
/// added.</param>
public sealed record AcceptAmendment(AmendmentKey Amendment, EditTags IfMatch) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Amendment) is not { } amendment) return agreement.No(Amendment);
        if (!agreement.TakesEdits) return agreement.Not("accepting an amendment", Status.Drafting, Status.InReview);
        if (amendment.Status == AmendmentStatus.Accepted) return Decision.Nothing;
        if ((amendment.NotOpen() ?? amendment.UnderBallot(agreement)) is { } refusal) return refusal;
        if (amendment.Proposal.Clause is { } key && agreement.Text[key].Struck)
            return new Refusal.WrongState($"Clause {key} has been struck out.");
        var edit = amendment.Edit(agreement, IfMatch).Decide(agreement, context);
        if (edit.Refusal is Refusal.Invalid gone)
            return new Refusal.WrongState($"Amendment {Amendment} cannot be carried out in the text as it stands by now: {gone.Detail}");
        if (edit.Refusal is { } refused) return refused;
        var accepted = new AmendmentAccepted(Amendment, amendment.Proposal.By);
        return Decision.Of([accepted, .. edit.Events.Select(e => e.Event)]) with { Made = edit.Made };
    }
}
