using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>
/// Nobody is refused, a reader neither, but for what is so: each refusal is explained by a state that stood between the request and its
/// answer. Whatever fails, the service says 503, never 500.
/// </summary>
internal sealed class Refusals(Record record, Past past, Moments moments, History history)
{
    // A command is decided again before its sender hears that others kept changing what it rests on.
    private const int Few = 10;
    private readonly Sights sights = new(record, past);
    private readonly Standing standing = new(past);

    /// <summary>Checks what was refused.</summary>
    /// <param name="told">What was asked.</param>
    /// <param name="folded">What the record holds.</param>
    /// <param name="findings">To be added to.</param>
    /// <param name="lost">What was recorded once and is lost: who holds an edit tag of it holds one that is no more.</param>
    public void Check(IReadOnlyList<Told> told, Allowed folded, Findings findings, Allowed? lost = null)
    {
        var byId = told.ToDictionary(t => t.Operation.Id);
        foreach (var one in told)
        {
            foreach (var answer in one.Attempts)
            {
                if (answer.Status >= 500 && answer.Status != 503)
                    findings.Add("503 whatever fails", $"{Name(one)} was answered {answer.Status} by instance {answer.Instance}");
                else if (answer.IsRefused && !IsExplained(one, answer, byId, folded, lost))
                    findings.Add("refused for what is so", Say(one, answer));
            }
        }
    }

    private bool IsExplained(Told one, Attempt answer, Dictionary<int, Told> byId, Allowed folded, Allowed? lost)
    {
        var (operation, (from, to)) = (one.Operation, moments.Of(answer));
        return (answer.Status, answer.Problem) switch
        {
            (403, _) => !sights.May(operation, from, to),
            (404, _) => !sights.Sees(operation, from, to),
            (409, "conflict") => ChangesOfOthers(operation, from, to) >= Few,
            (409, _) => standing.MayRefuse(operation, answer.Problem, from, to, history.TimeOf(answer.Answered)),
            (412, _) => IsStale(one, answer, byId, folded) || IsLost(operation, folded, lost),
            // Everything is well-formed; only a time to come may have passed on the way.
            // One of many may be lost, which leaves nothing of that name to answer.
            (422, _) => operation.Before <= history.TimeOf(answer.Answered) || (operation.Deed == Deed.ApproveMany && lost is not null),
            _ => false,
        };
    }

    private static bool IsLost(Operation operation, Allowed folded, Allowed? lost) => operation.IfMatch is { } tag && lost is not null
        && lost.Had(operation.Stream!, tag) && !folded.Had(operation.Stream!, tag);

    private static bool IsStale(Told one, Attempt refusal, Dictionary<int, Told> byId, Allowed folded)
    {
        var since = one.Operation.IfMatch is { } tag ? folded.Superseded.GetValueOrDefault((one.Stream!, tag)) : null;
        return since is not null && !(Record.MarkIn(since.Data) is { } by && byId.TryGetValue(by, out var other)
            && other.Invoked > refusal.Answered);
    }

    // Of what a command may rest on: its own stream, and every organisation.
    private int ChangesOfOthers(Operation operation, long from, long to) =>
        record.Events.Select(e => e.Stream).Distinct()
            .Where(s => s == operation.Stream || s.StartsWith("organisation-", StringComparison.Ordinal))
            .SelectMany(s => past.Changes(s, from, to)).Select(s => s.Event.Request).Distinct().Count();

    private static string Name(Told one) => $"{one.Operation.Deed} {one.Operation.Mark}";

    private static string Say(Told one, Attempt answer) =>
        $"{Name(one)} of {one.Operation.Person} was refused with {answer.Status} {answer.Problem} "
        + $"({one.Operation.Method} {one.Operation.Path}), and nothing that stood meanwhile explains it";
}
