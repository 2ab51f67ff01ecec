using System.Text.Json;
using PcnAgreements.Benchmarks.Measures;

namespace PcnAgreements.Benchmarks;

/// <summary>What was found, printed as it comes and kept for the JSON file.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<object> figures = [];
    private string section = "";

    public void Section(string title)
    {
        section = title;
        Console.WriteLine($"\n{title}");
    }

    public static void Say(string line) => Console.WriteLine($"  {line}");

    public void Add(Comparison comparison)
    {
        foreach (var line in comparison.Lines()) Console.WriteLine(line);
        figures.Add(new
        {
            section, comparison.Title, comparison.Goal, Ours = comparison.Ours,
            Floors = comparison.Floors.Select(f => new { f.What, f.PerSecond, f.P50, f.P99, f.Rounds, Ratio = comparison.RatioTo(f) }),
        });
    }

    /// <summary>Times in milliseconds, one or more, with what they are held against.</summary>
    public void Add(
        string what, IReadOnlyList<double> milliseconds, string? floor = null, IReadOnlyList<double>? floors = null, double? most = null)
    {
        var middle = Series.MiddleOf(milliseconds);
        var beside = floors is null
            ? ""
            : $"   floor: {floor} {Shown.Milliseconds(Series.MiddleOf(floors))}, ratio {Shown.Ratio(middle / Series.MiddleOf(floors))}";
        var verdict = most is null ? "" : $"   (at most {Shown.Count(most.Value)} ms wanted: {(middle <= most ? "reached" : "MISSED")})";
        Console.WriteLine($"    {what,-58}{Shown.Milliseconds(middle),12}{beside}{verdict}");
        figures.Add(new { section, Title = what, Milliseconds = middle, All = milliseconds, Floor = floor, Floors = floors, Most = most });
    }

    public async Task Write(string file, string extent) =>
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(
                new { At = DateTimeOffset.UtcNow, Extent = extent, Processors = Environment.ProcessorCount, figures }, Json));
}
