namespace PcnAgreements.Faults.Loads;

/// <summary>How one request was answered while there were too many.</summary>
/// <param name="Who">Which of the clients sent it.</param>
/// <param name="Status">The HTTP status; 0 when none came.</param>
internal readonly record struct Answered(string Who, int Status, bool HasRetryAfter, double Seconds);

/// <summary>What must hold while more is asked for than can be done.</summary>
internal static class Bounds
{
    private const double Soon = 5;
    private const long MostBytes = 1_500_000_000;

    /// <summary>Those that were not kept, in words; none when all were.</summary>
    public static IEnumerable<string> Broken(IReadOnlyCollection<Answered> answers, long memory)
    {
        var (many, quiet) = (Of(answers, "many"), Of(answers, "quiet"));
        if (many.Count(IsDone) * 2 <= many.Count) yield return $"of {many.Count} requests of many {many.Count(IsDone)} were acknowledged";
        if (quiet.Count == 0 || !quiet.TrueForAll(IsDone)) yield return "somebody quiet was kept out";
        foreach (var who in (string[])["many", "quiet"])
            if (Slowest(answers, who) >= Soon) yield return $"{who} were acknowledged only within {Slowest(answers, who):0.0} s";
        if (memory is 0 or >= MostBytes) yield return $"memory came to {memory / 1e6:N0} MB";
        if (!answers.Any(a => a.Status is 429 or 503)) yield return "nobody was turned away: there was no overload";
        var mute = answers.Count(a => !IsDone(a) && !a.HasRetryAfter);
        if (mute > 0) yield return $"{mute} were turned away without being told when to come again";
    }

    /// <summary>In how many seconds 99 of 100 of somebody's requests that were acknowledged were; 0 where none was.</summary>
    public static double Slowest(IEnumerable<Answered> answers, string who) =>
        Of(answers, who).Where(IsDone).Select(a => a.Seconds).Order().ToList() is { Count: > 0 } seconds
            ? seconds[(int)(seconds.Count * 0.99)]
            : 0;

    private static List<Answered> Of(IEnumerable<Answered> answers, string who) => [.. answers.Where(a => a.Who == who)];

    private static bool IsDone(Answered answer) => answer.Status is 200 or 201;
}
