using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>
/// What was acknowledged is recorded once, what was refused not at all, and what nobody was told of, sent again with its key, ends as one
/// effect with one answer.
/// </summary>
internal static class ExactlyOnce
{
    /// <summary>Checks what was asked.</summary>
    /// <param name="told">What was asked.</param>
    /// <param name="record">What was recorded.</param>
    /// <param name="findings">To be added to.</param>
    /// <param name="isExcused">Whether an operation may be left without an answer; null: none may.</param>
    public static void Check(IReadOnlyList<Told> told, Record record, Findings findings, Func<int, bool>? isExcused = null)
    {
        var byRequest = record.Events.Where(e => e.Request is not null).ToLookup(e => (e.Stream, e.Request));
        var byPlace = new Dictionary<(string, long), (Logged Event, int Index)>();
        foreach (var (index, e) in record.Events.Index()) byPlace.TryAdd((e.Stream, e.Version), (e, index));
        var moments = new Moments(told, record);
        foreach (var one in told.Where(t => !t.Operation.IsRead))
        {
            if (one.Acknowledged is { } answer) OfAcknowledged(one, answer);
            else OfOthers(one);
        }

        Answers(told, record, findings);

        void OfAcknowledged(Told one, Attempt answer)
        {
            foreach (var other in one.Attempts.Where(
                a => a.IsAcknowledged && (a.Status, a.Version, a.Body) != (answer.Status, answer.Version, answer.Body)))
                findings.Add(
                    "same answer",
                    $"{Name(one)} was answered {answer.Status} \"v{answer.Version}\" and again {other.Status} \"v{other.Version}\""
                    + (other.Body == answer.Body ? "" : ", with another body"));
            foreach (var other in one.Attempts.Where(a => a.IsRefused && a.Invoked > answer.Answered))
                findings.Add("same answer", $"{Name(one)} was acknowledged, and refused with {other.Status} when it came again");

            if (one.Operation.Marked == 0) Unmarked(one, answer);
            else if (one.Marked.Count != one.Operation.Marked && !MaySayNothing(one))
                findings.Add(
                    "acknowledged once",
                    $"{Name(one)} was acknowledged and recorded in {one.Marked.Count} events, not {one.Operation.Marked}");
            if (one.Marked.Count == 0) return;
            if (one.Marked.Select(e => (e.Stream, e.Request)).Distinct().Count() > 1)
                findings.Add("acknowledged once", $"{Name(one)} was recorded by more than one request");
            var last = byRequest[(one.Marked[0].Stream, one.Marked[0].Request)].Max(e => e.Version);
            if (answer.Version != last)
                findings.Add("same answer", $"{Name(one)} was answered with \"v{answer.Version}\" and ended at version {last}");
            foreach (var other in one.Attempts.Where(a => a.IsAcknowledged && a.LogIndex != byPlace[(one.Marked[0].Stream, last)].Index))
                findings.Add(
                    "each answer names its place in the log",
                    $"{Name(one)} was answered with Log-Index {other.LogIndex} and stands at "
                    + $"{byPlace[(one.Marked[0].Stream, last)].Index}");
        }

        void Unmarked(Told one, Attempt answer)
        {
            if (!byPlace.TryGetValue((one.Stream!, answer.Version), out _))
                findings.Add("acknowledged once", $"{Name(one)} was acknowledged at version {answer.Version}, which is not there");
        }

        void OfOthers(Told one)
        {
            if (one.Attempts.All(a => a.IsUnknown || a.IsTurnedAway))
            {
                if (!one.Attempts.All(a => a.IsTurnedAway) && isExcused?.Invoke(one.Operation.Id) != true)
                    findings.Add(
                        "answered in the end",
                        $"{Name(one)} was sent {one.Attempts.Count} times and never answered (last: {one.Attempts[^1].Status})");
                return;
            }

            if (one.Marked.Count == 0) return;
            if (one.Attempts.All(a => !a.IsUnknown))
                findings.Add(
                    "refused without effect",
                    $"{Name(one)} was refused with {one.Attempts[0].Status} and recorded {one.Marked.Count} times");
            else if (one.Marked.Select(e => e.Request).Distinct().Count() > 1)
                findings.Add("acknowledged once", $"{Name(one)} was recorded by more than one request, and refused");
            else if (one.Attempts.FirstOrDefault(
                a => a.IsRefused && moments.KnownBefore(a.Invoked) >= one.Marked[0].Position) is { Operation: > 0 } refusal)
                findings.Add("same answer", $"{Name(one)} was refused with {refusal.Status} after it had been recorded");
        }
    }

    // One who has signed already is told so, and nothing is recorded; that it is so is asked for elsewhere.
    private static bool MaySayNothing(Told one) => one.Operation.Deed == Deed.Sign && one.Marked.Count == 0;

    // An answer kept under a key without its events, or events without their answer, is a key outside the transaction.
    private static void Answers(IReadOnlyList<Told> told, Record record, Findings findings)
    {
        foreach (var kept in record.Answers.Where(a => a.Stream is not null && a.Version > record.Versions.GetValueOrDefault(a.Stream)))
            findings.Add("key with its events", $"an answer is kept of {kept.Stream} at version {kept.Version}, which is not there");
        var writes = told.Where(t => !t.Operation.IsRead).ToList();
        var sure = writes.Count(t => t.Acknowledged is not null || t.Marked.Count > 0);
        var open = writes.Count(t => t.Acknowledged is null && t.Marked.Count == 0 && t.Attempts.Any(a => a.IsUnknown));
        if (record.Answers.Count < sure || record.Answers.Count > sure + open)
            findings.Add("key with its events", $"{record.Answers.Count} answers are kept, of {sure} operations that were recorded");
    }

    private static string Name(Told one) => $"{one.Operation.Deed} {one.Operation.Mark}";
}
