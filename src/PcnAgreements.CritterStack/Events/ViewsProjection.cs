using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using PcnAgreements.Store.Log;

namespace PcnAgreements.CritterStack.Events;

/// <summary>
/// Writes the shared read models inline, in the transaction of their events, through the function that the built-in engine writes them
/// with. What the rows are, whoever appends has computed with <c>Projection</c>, from the states it decided on: nothing is loaded, and a
/// stream that the other engine began needs no document of its own here.
/// </summary>
internal sealed class ViewsProjection : IProjection
{
    /// <inheritdoc/>
    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        Write(operations, events.OfType<IAppended>().Select(e => e.Append).Distinct());
        return Task.CompletedTask;
    }

    /// <summary>Queues the rows of appends that hold, the last one under each key.</summary>
    public static void Write(IDocumentOperations operations, IEnumerable<PendingAppend> appends)
    {
        var rows = appends.SelectMany(p => p.Append.Rows).ToList();
        if (rows.Count == 0) return;
        var same = rows.Select(r => (r.View, r.Key)).Distinct().Select((key, n) => (key, n)).ToDictionary(k => k.key, k => k.n);
        operations.QueueSqlCommand(
            """
            select pcn.write_rows('{0}', array_fill(1, array[cardinality(v.same)]), v.view, v.same, v.key, v.row)
            from (select ?::text[], ?::int[], ?::text[]::jsonb[], ?::text[]::jsonb[]) v (view, same, key, row)
            """,
            rows.Select(r => r.View).ToArray(), rows.Select(r => same[(r.View, r.Key)]).ToArray(),
            rows.Select(r => r.Row is null ? r.Key : null).ToArray(), rows.Select(r => r.Row).ToArray());
    }
}
