using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>A clause that was struck out comes back, and with it all that was struck out with it.</summary>
/// <param name="Clause">Which clause.</param>
/// <param name="IfMatch">The edit tags of the clause as the caller has read it.</param>
public sealed record RestoreClause(ClauseKey Clause, EditTags IfMatch) : ClauseEdit(Clause, IfMatch)
{
    internal override Refusal.WrongState? Unfit(Agreement agreement, Clause clause)
    {
        if (!clause.Struck) return null;
        if (clause.StruckWith != Clause) return StruckOrLocked(clause);
        if (clause.Parent is { } parent && agreement.Text[parent] is { StruckWith: { } with })
            return new($"Clause {Clause} stands below {parent}, which has been struck out too; restore {with} first.");
        return clause.Locked ? new($"Clause {Clause} is national wording that its template edition no longer has.") : null;
    }

    internal override bool IsAlreadySo(Agreement agreement, Clause clause) => !clause.Struck;

    internal override Problems Check(Agreement agreement, Clause clause)
    {
        var back = agreement.Text.Subtree(Clause).Where(c => c.StruckWith == Clause).ToList();
        return new Problems()
            .When(agreement.Text.Standing + back.Count > TextRules.Clauses, "", TextRules.TooManyClauses)
            .When(agreement.Text.Bytes + back.Sum(c => (long)c.Wording.Bytes) > TextRules.Agreement, "", TextRules.TooMuchText);
    }

    internal override AgreementEvent Event(Agreement agreement, Clause clause) => new ClauseRestored(Clause);
}
