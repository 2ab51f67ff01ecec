using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Store.Views;

/// <summary>
/// What the views say: a function of what was recorded, without clock, look-up or random id, so that a rebuild gives the same rows. Times
/// of recording are not among it: at the moment of decision nobody knows them yet.
/// </summary>
public static class Projection
{
    /// <summary>The rows to be written with events that take an aggregate from one state to the next: only those that differ.</summary>
    /// <param name="stream">The aggregate's stream.</param>
    /// <param name="before">Its state before; null, or a state at version 0, when there was none.</param>
    /// <param name="after">Its state after.</param>
    /// <param name="events">The events in between. Of each only version, actor and event are used, not when.</param>
    public static IReadOnlyList<ViewRow> Rows(StreamId stream, object? before, object after, IReadOnlyList<Recorded> events)
    {
        var old = before is null ? [] : OfState(before);
        var rows = new List<ViewRow>(HasHistory(after) ? events.Select(e => HistoryView.Row(HistoryView.Of(stream, after, e))) : []);
        var now = (before, after) is (Agreement { Exists: true } then, Agreement next)
            ? AgreementRows.Of(then).After(next, events).All
            : OfState(after);
        Compare(old, now, rows);
        return rows;
    }

    /// <summary>
    /// Tells that a state which rows were asked for has become another that differs in times of recording alone: no view rests on them, so
    /// its rows are known.
    /// </summary>
    public static void Same(object decided, object recorded)
    {
        if ((decided, recorded) is (Agreement { Exists: true } one, Agreement other)) AgreementRows.Same(one, other);
    }

    /// <summary>The rows that say how an aggregate stands; none for kinds that have no view, or for one that does not exist.</summary>
    internal static IReadOnlyList<ViewRow> OfState(object state) => state switch
    {
        Agreement { Exists: true } a => AgreementRows.Of(a).All,
        Organisation { Exists: true } o => [OrganisationView.Row(o), .. AuthorityView.Rows(o), .. MembershipView.Rows(o)],
        Template { Exists: true } t => [TemplateView.Row(t)],
        _ => [],
    };

    private static void Compare(IReadOnlyList<ViewRow> old, IReadOnlyList<ViewRow> now, List<ViewRow> rows)
    {
        var were = old.ToDictionary(r => (r.View, r.Key), r => r.Row);
        foreach (var row in now)
        {
            if (!were.Remove((row.View, row.Key), out var was) || was != row.Row) rows.Add(row);
        }

        rows.AddRange(were.Keys.Select(gone => new ViewRow(gone.View, gone.Key, null)));
    }

    /// <summary>Whether a history is kept of an aggregate of this kind.</summary>
    internal static bool HasHistory(object state) => state is Agreement or Organisation;
}
