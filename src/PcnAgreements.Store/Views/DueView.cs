using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Store.Views;

/// <summary>One row a thing that the service must do by itself at a moment: derived from the events, so that nothing can lose it.</summary>
internal static class DueView
{
    public static readonly ViewTable Table = new(
        "due", ["stream", "key"],
        ["stream text not null", "key text not null", "at timestamptz not null"],
        "(at)");

    public static IEnumerable<ViewRow> Rows(Agreement a)
    {
        var stream = StreamId.Of(a.Id).Value;
        return DueWork.Of(a).Select(due => new ViewRow(
            Table.Name, RowJson.Write(new { Stream = stream, due.Key }),
            RowJson.Write(new { Stream = stream, due.Key, At = due.At.ToUniversalTime() })));
    }
}
