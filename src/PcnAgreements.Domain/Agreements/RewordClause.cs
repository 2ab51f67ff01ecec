using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// Other words for a clause: every stance on it is stale from then on. The same words again, compared as they are kept, record nothing.
/// </summary>
/// <param name="Clause">Which clause.</param>
/// <param name="IfMatch">The edit tags of the clause as the caller has read it.</param>
/// <param name="Heading">The whole heading; null for none.</param>
/// <param name="Body">The whole body; may be empty.</param>
/// <param name="Note">Why, for whoever reads its revisions; null when nobody said.</param>
public sealed record RewordClause(ClauseKey Clause, EditTags IfMatch, string? Heading, string Body, string? Note = null) : ClauseEdit(
    Clause, IfMatch)
{
    internal override Refusal.WrongState? Unfit(Agreement agreement, Clause clause) => StruckOrLocked(clause);

    internal override bool IsAlreadySo(Agreement agreement, Clause clause) =>
        TextRules.IsHeading(Heading) && clause.Wording == Wording.Of(Heading, Body);

    internal override Problems Check(Agreement agreement, Clause clause)
    {
        var problems = new Problems().Add("/note", Note is null ? null : TextRules.Problem(Note, TextRules.Remark));
        return problems.Wording(agreement, Heading, Body, clause.Wording.Bytes);
    }

    internal override AgreementEvent Event(Agreement agreement, Clause clause)
    {
        var wording = Wording.Of(Heading, Body);
        return new ClauseReworded(Clause, agreement.NextRevision(clause), wording.Heading, wording.Body, wording.Hash, Note, Amendment);
    }
}
