using PcnAgreements.Faults.Checks;

namespace PcnAgreements.Faults.Histories;

/// <summary>
/// A restore from a backup in the midst of a history. Until then what clients saw is to be held against what was recorded then; since then,
/// against what was recorded since, on what was kept.
/// </summary>
/// <param name="At">When nobody could be answered any more from what was lost: the harness's monotonic clock.</param>
/// <param name="Before">What was recorded until then.</param>
/// <param name="Kept">What was brought back of it.</param>
internal sealed record Loss(long At, Record Before, Record Kept)
{
    /// <summary>How many entries of the log are no more.</summary>
    public int Entries => Before.Events.Count - Kept.Events.Count;

    /// <summary>What clients saw until then.</summary>
    public History Until(History all) => all.Where(a => a.Invoked < At ? a : null);

    /// <summary>
    /// What still holds of what clients saw until then, and all they have seen since. An acknowledgement of what was lost holds no more: it
    /// is as though nobody had told what became of it. A refusal may have rested on what was lost. <c>Excused</c> are those who had an
    /// answer that holds no more: if nobody sends theirs again, nobody answers it again.
    /// </summary>
    public (History History, IReadOnlySet<int> Excused) Since(History all)
    {
        var last = Kept.Events.Count == 0 ? 0 : Kept.Events[^1].Position;
        var kept = Told.All(Until(all), Before).Where(t => t.Marked.Count > 0 && t.Marked.All(e => e.Position <= last))
            .Select(t => t.Operation.Id).ToHashSet();
        var excused = new HashSet<int>();
        return (all.Where(Still), excused);

        Attempt? Still(Attempt a)
        {
            if (a.Invoked >= At || a.IsUnknown || a.IsTurnedAway) return a;
            var operation = all.Operations[a.Operation];
            if (a.IsAcknowledged && operation.IsRead)
                return a.Version <= Kept.Versions.GetValueOrDefault(operation.Stream ?? "") ? a : null;
            if (a.IsAcknowledged && kept.Contains(a.Operation)) return a;
            excused.Add(a.Operation);
            return a.IsRefused ? null : a with { Status = 0, Version = 0, Epoch = 0, Body = 0, LogIndex = null };
        }
    }
}
