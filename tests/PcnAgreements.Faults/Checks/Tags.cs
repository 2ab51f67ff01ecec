using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>What has one ETag has one body, and what has one edit tag has one wording.</summary>
internal static class Tags
{
    public static void Check(IReadOnlyList<Told> told, History history, Findings findings)
    {
        var bodies = new Dictionary<(string, string, long, int, ulong), ulong>();
        var words = new Dictionary<(string, ulong), string>();
        foreach (var one in told.Where(t => t.Operation.IsRead))
        {
            foreach (var answer in one.Attempts.Where(a => a.Status == 200))
            {
                var key = (one.Operation.Path, one.Operation.Person, answer.Version, answer.Epoch, answer.Tag);
                if (!bodies.TryAdd(key, answer.Body) && bodies[key] != answer.Body)
                    findings.Add(
                        "each ETag names one text", $"{one.Operation.Path} at version {answer.Version} was answered with two bodies");
                if (answer.Tag == 0 || !history.Texts.TryGetValue(one.Operation.Id, out var seen)) continue;
                if (!words.TryAdd((one.Operation.Path, answer.Tag), seen[0].Hash)
                    && words[(one.Operation.Path, answer.Tag)] != seen[0].Hash)
                    findings.Add("each ETag names one text", $"{one.Operation.Path} has two wordings under one edit tag");
            }
        }
    }
}
