using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A clause goes out, and what is below goes along. It keeps its place and its words, so that it can be brought back. References to it stay
/// as they are: opening for signing names them.
/// </summary>
/// <param name="Clause">Which clause.</param>
/// <param name="IfMatch">The edit tags of the clause as the caller has read it.</param>
public sealed record StrikeClause(ClauseKey Clause, EditTags IfMatch) : ClauseEdit(Clause, IfMatch)
{
    internal override Refusal.WrongState? Unfit(Agreement agreement, Clause clause) =>
        clause.Struck ? null : StruckOrLocked(clause) ?? LockedBelow(agreement, clause);

    internal override bool IsAlreadySo(Agreement agreement, Clause clause) => clause.Struck;

    internal override AgreementEvent Event(Agreement agreement, Clause clause) => new ClauseStruck(Clause, Amendment);
}
