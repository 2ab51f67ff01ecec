using System.Runtime.CompilerServices;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Store.Views;

/// <summary>
/// The rows that say how an agreement stands, worked out once for each of its states, from what was known of the one before.
/// </summary>
internal sealed class AgreementRows
{
    // All states of one agreement that grew out of each other share the mark of its beginning: what is known lives as long as one of them.
    private static readonly ConditionalWeakTable<Mark, StrongBox<AgreementRows>> Newest = [];

    private readonly Agreement agreement;
    private readonly ClauseCounts counts;

    private AgreementRows(Agreement agreement, ClauseCounts counts)
        : this(agreement, counts, [AgreementView.Row(agreement, counts), .. DueView.Rows(agreement)])
    {
    }

    private AgreementRows(Agreement agreement, ClauseCounts counts, IReadOnlyList<ViewRow> rows) =>
        (this.agreement, this.counts, All) = (agreement, counts, rows);

    /// <summary>The rows.</summary>
    public IReadOnlyList<ViewRow> All { get; }

    /// <summary>The rows of an agreement that has been drafted.</summary>
    public static AgreementRows Of(Agreement agreement)
    {
        var newest = Newest.GetOrCreateValue(agreement.Drafted!);
        if (newest.Value is not { } known) return newest.Value = new(agreement, new ClauseCounts(agreement));
        return ReferenceEquals(known.agreement, agreement) ? known : newest.Value = new(agreement, known.counts.Of(agreement));
    }

    /// <summary>The rows after the events that led from this state to another.</summary>
    public AgreementRows After(Agreement next, IReadOnlyList<Recorded> events) =>
        Newest.GetOrCreateValue(next.Drafted!).Value = new(next, counts.After(next, events));

    /// <summary>
    /// Of a state whose rows are known, and the same once more with other times of recording: what is known of the one is of the other.
    /// </summary>
    public static void Same(Agreement decided, Agreement recorded)
    {
        if (Newest.TryGetValue(decided.Drafted!, out var newest) && newest.Value is { } known && ReferenceEquals(known.agreement, decided))
            Newest.GetOrCreateValue(recorded.Drafted!).Value = new(recorded, known.counts, known.All);
    }
}
