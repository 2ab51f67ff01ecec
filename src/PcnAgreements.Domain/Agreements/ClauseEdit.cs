using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A change of a clause that is there, while drafting or in review. The guards stand in the contract's order here, once; what differs
/// between edits is below. An accepted amendment is such an edit too, credited to its proposer by <see cref="Amendment"/>.
/// </summary>
/// <param name="Clause">Which clause.</param>
/// <param name="IfMatch">The edit tags of the clause as the caller has read it.</param>
public abstract record ClauseEdit(ClauseKey Clause, EditTags IfMatch) : AgreementCommand
{
    /// <summary>The amendment that this edit carries out; null for an editor's own.</summary>
    internal AmendmentKey? Amendment { get; init; }

    /// <inheritdoc/>
    public sealed override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Clause) is not { } clause) return new Refusal.NotFound($"There is no clause {Clause}.");
        if (!agreement.TakesEdits) return agreement.Not("changing the text", Status.Drafting, Status.InReview);
        if (Unfit(agreement, clause) is { } unfit) return unfit;
        if (clause.Stale(IfMatch) is { } stale) return stale;
        if (IsAlreadySo(agreement, clause)) return Decision.Nothing;
        return Check(agreement, clause).Refusal is { } invalid ? invalid : Event(agreement, clause);
    }

    /// <summary>Why this clause does not take such an edit at all; null when it does.</summary>
    internal abstract Refusal.WrongState? Unfit(Agreement agreement, Clause clause);

    /// <summary>Whether the clause is as the edit would leave it.</summary>
    internal abstract bool IsAlreadySo(Agreement agreement, Clause clause);

    /// <summary>What is wrong with what the edit says.</summary>
    internal virtual Problems Check(Agreement agreement, Clause clause) => new();

    /// <summary>What happens.</summary>
    internal abstract AgreementEvent Event(Agreement agreement, Clause clause);

    /// <summary>The refusal of an edit of a clause that has been struck out, or of a locked one; null when it is neither.</summary>
    private protected static Refusal.WrongState? StruckOrLocked(Clause clause) => clause switch
    {
        { StruckWith: { } with } =>
            new($"Clause {clause.Key} has been struck out{(with == clause.Key ? "" : $" with {with}")}; restore {with} first."),
        { Locked: true } => new($"Clause {clause.Key} is locked national wording, which only another edition of the template changes."),
        _ => null,
    };

    /// <summary>The refusal of an edit that takes a locked clause along; null when none stands below.</summary>
    private protected static Refusal.WrongState? LockedBelow(Agreement agreement, Clause clause) =>
        agreement.Text.Subtree(clause.Key).FirstOrDefault(c => c is { Locked: true, Struck: false }) is { } locked
            ? new($"Below clause {clause.Key} stands {locked.Key}, which is locked national wording and stays where it is.")
            : null;
}
