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
        return Of(a).Select(due => new ViewRow(
            Table.Name, RowJson.Write(new { Stream = stream, due.Key }), RowJson.Write(new { Stream = stream, due.Key, At = due.At.ToUniversalTime() })));
    }

    private static IEnumerable<(string Key, DateTimeOffset At)> Of(Agreement a)
    {
        foreach (var ballot in a.Ballots.Where(b => b.Status == BallotStatus.Open)) yield return ($"ballot {ballot.Key}", ballot.ClosesAt);
        if (a is { Status: Status.InReview, ReviewBy: { } review } && !a.Passed.Contains(Deadline.ReviewBy)) yield return ("review_by", review);
        if (a is { Status: Status.Signing, SignBy: { } sign } && !a.Passed.Contains(Deadline.SignBy)) yield return ("sign_by", sign);
        if (a is { Status: Status.InForce, VariationOf: not null, ParentIsOver: false, EffectiveFrom: { } from })
            yield return ("supersede", London.StartOf(from));
    }
}
