using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>Nobody is told that their edit tag is stale before something has made it so.</summary>
internal static class Refusals
{
    public static void Check(IReadOnlyList<Told> told, Allowed folded, Findings findings)
    {
        var byId = told.ToDictionary(t => t.Operation.Id);
        foreach (var one in told.Where(t => t.Operation.IfMatch is not null))
        {
            foreach (var refusal in one.Attempts.Where(a => a.Status == 412))
            {
                var since = folded.Superseded.GetValueOrDefault((one.Stream!, one.Operation.IfMatch!));
                if (since is null
                    || (Record.MarkIn(since.Data) is { } by && byId.TryGetValue(by, out var other) && other.Invoked > refusal.Answered))
                    findings.Add(
                        "refused for what is so",
                        $"{one.Operation.Mark} was told that {one.Operation.IfMatch} of {one.Stream} is stale, which it was not");
            }
        }
    }
}
