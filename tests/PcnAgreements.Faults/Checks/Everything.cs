using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>All that can be asked of what clients saw and of what was recorded, with a restore in between or without.</summary>
internal static class Everything
{
    public static void Check(History history, Record record, Loss? loss, Findings findings)
    {
        // An ETag names one text for ever, whatever was lost between.
        Ask(findings, () => Tags.Check(Told.All(history, record), history, findings));
        var tooLate = history.WronglyLate.ToHashSet();
        if (loss is null)
        {
            Side(history, record, findings, _ => false, isOver: true);
        }
        else
        {
            var before = Side(loss.Until(history), loss.Before, findings, _ => true, isOver: false);
            Brought(loss, record, findings);
            var (since, excused) = loss.Since(history);
            Side(since, record, findings, excused.Contains, isOver: true, before);
            // What was known of a deadline then may be of another one's now.
            tooLate.ExceptWith(history.Attempts.Where(a => a.Invoked < loss.At).Select(a => a.Operation));
        }

        foreach (var late in tooLate)
            findings.Add("deadlines by the database's clock", $"{Operation.MarkOf(late)} was refused as too late before its time");
    }

    private static Allowed Side(
        History history, Record record, Findings findings, Func<int, bool> isExcused, bool isOver, Allowed? lost = null)
    {
        var told = Told.All(history, record);
        var past = Past.Of(record);
        var folded = new Allowed(history, past, findings);
        Ask(findings, () => ExactlyOnce.Check(told, record, findings, isExcused));
        Ask(findings, () => Ordered.Check(told, record, findings));
        Ask(findings, () => folded.Check(record, isOver));
        Ask(findings, () => Effects.Check(told, record, past, findings));
        Ask(findings, () => new Refusals(record, past, new(told, record), history).Check(told, folded, findings, lost));
        return folded;
    }

    // What cannot even be asked of a record is wrong with the record: two clauses of one key, say.
    private static void Ask(Findings findings, Action question)
    {
        try
        {
            question();
        }
        catch (Exception fault)
        {
            findings.Add("the record makes sense", $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    // A backup holds what was, from the beginning and without a hole; and what was brought back stays.
    private static void Brought(Loss loss, Record record, Findings findings)
    {
        if (!loss.Before.Events.Take(loss.Kept.Events.Count).SequenceEqual(loss.Kept.Events))
            findings.Add("a restore brings back what was", "what was brought back is not how what was recorded begins");
        if (!record.Events.Take(loss.Kept.Events.Count).SequenceEqual(loss.Kept.Events))
            findings.Add("a restore brings back what was", "what was brought back did not stay");
        if (record.Events.Count(e => e.Type == "epoch_begun") != 1)
            findings.Add("a restore brings back what was", "the log was not begun anew once");
    }
}
