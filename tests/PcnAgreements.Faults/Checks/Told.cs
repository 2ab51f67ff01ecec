using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>One operation with all that its client saw, and all that the log has of it.</summary>
internal sealed record Told(Operation Operation, IReadOnlyList<Attempt> Attempts, IReadOnlyList<Logged> Marked)
{
    /// <summary>The first acknowledgement; null when there was none.</summary>
    public Attempt? Acknowledged { get; } = Attempts.Where(a => a.IsAcknowledged).OrderBy(a => a.Answered).Select(a => (Attempt?)a)
        .FirstOrDefault();

    /// <summary>When it was first sent.</summary>
    public long Invoked { get; } = Attempts.Min(a => a.Invoked);

    /// <summary>The stream it was about, as asked or as recorded.</summary>
    public string? Stream => Operation.Stream ?? (Marked.Count > 0 ? Marked[0].Stream : null);

    /// <summary>Everything that was asked in a round, in no order.</summary>
    public static IReadOnlyList<Told> All(History history, Record record)
    {
        var marked = record.Events.Select(e => (Mark: Record.MarkIn(e.Data), Event: e)).Where(e => e.Mark is not null)
            .GroupBy(e => e.Mark!.Value, e => e.Event).ToDictionary(g => g.Key, g => g.ToList());
        return
        [
            .. history.Attempts.GroupBy(a => a.Operation)
                .Select(g => new Told(history.Operations[g.Key], [.. g], marked.TryGetValue(g.Key, out var events) ? events : [])),
        ];
    }
}
