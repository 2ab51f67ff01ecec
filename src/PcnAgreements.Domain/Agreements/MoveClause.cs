using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Another place for a clause; what is below goes along, and no stance lapses.</summary>
/// <param name="Clause">Which clause.</param>
/// <param name="IfMatch">The edit tags of the clause as the caller has read it.</param>
/// <param name="To">
/// Where it is to stand. A schedule stays among the schedules; a clause that leaves its parent for the top joins the main part.
/// </param>
public sealed record MoveClause(ClauseKey Clause, EditTags IfMatch, Place To) : ClauseEdit(Clause, IfMatch)
{
    internal override Refusal.WrongState? Unfit(Agreement agreement, Clause clause) =>
        StruckOrLocked(clause) ?? LockedBelow(agreement, clause);

    internal override bool IsAlreadySo(Agreement agreement, Clause clause)
    {
        if (To.ParentIn(agreement.Text, clause.Parent) != clause.Parent) return false;
        var siblings = agreement.Text.Siblings(clause.Parent, clause.Schedule);
        var at = siblings.IndexOf(Clause);
        return To.AfterIn(agreement.Text, clause.Schedule, clause) == (at == 0 ? (ClauseKey?)null : siblings[at - 1]);
    }

    internal override Problems Check(Agreement agreement, Clause clause) =>
        To.Check(new(), agreement.Text, clause.Schedule, agreement.Text.Depth(Clause), clause);

    internal override AgreementEvent Event(Agreement agreement, Clause clause) => new ClauseMoved(
        Clause, To.ParentIn(agreement.Text, clause.Parent), To.AfterIn(agreement.Text, clause.Schedule, clause), Amendment);
}
