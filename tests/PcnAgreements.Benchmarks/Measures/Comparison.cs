using System.Globalization;

namespace PcnAgreements.Benchmarks.Measures;

/// <summary>Something measured in rounds.</summary>
/// <param name="What">What was done.</param>
/// <param name="Rounds">Each round's outcome.</param>
internal sealed record Series(string What, IReadOnlyList<Round> Rounds)
{
    public double PerSecond => Median(r => r.PerSecond);

    public double P50 => Median(r => r.P50);

    public double P99 => Median(r => r.P99);

    public static double MiddleOf(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private double Median(Func<Round, double> of) => MiddleOf(Rounds.Select(of));
}

/// <summary>What is measured, beside its floors: in turn, round by round, so that a noisy moment meets all of them.</summary>
internal sealed record Comparison(string Title, Series Ours, IReadOnlyList<Series> Floors)
{
    /// <summary>The least ratio to the first floor that was promised; null where nothing was.</summary>
    public double? Goal { get; init; }

    /// <summary>Runs each in turn, as often as there are rounds.</summary>
    public static Comparison Run(
        string title, int rounds, (string What, Func<Round> Run) ours, params (string What, Func<Round> Run)[] floors)
    {
        var all = new[] { ours }.Concat(floors).ToArray();
        var found = all.Select(_ => new List<Round>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var n = 0; n < all.Length; n++) found[n].Add(all[n].Run());
        }

        var series = all.Select((one, n) => new Series(one.What, found[n])).ToArray();
        return new(title, series[0], series[1..]);
    }

    /// <summary>
    /// How ours compares with a floor: the middle of the rounds' ratios, each of two measurements made one after the other.
    /// </summary>
    public double RatioTo(Series floor) => Series.MiddleOf(Ours.Rounds.Zip(floor.Rounds, (a, b) => a.PerSecond / b.PerSecond));

    /// <summary>The lines of the table.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"  {Title}";
        yield return Line("    ", Ours, "");
        foreach (var floor in Floors)
            yield return Line("    floor: ", floor, $"   ratio {Shown.Ratio(RatioTo(floor))}{(floor == Floors[0] ? Verdict : "")}");
    }

    private string Verdict => Goal is not { } goal ? ""
        : $"   (at least {goal.ToString("0.0", CultureInfo.InvariantCulture)} wanted: {(RatioTo(Floors[0]) >= goal ? "reached" : "MISSED")})";

    private static string Line(string lead, Series s, string tail) =>
        $"{lead + s.What,-62}{Shown.Count(s.PerSecond),9}/s   p50 {Shown.Milliseconds(s.P50),9}   p99 {Shown.Milliseconds(s.P99),9}{tail}";
}
