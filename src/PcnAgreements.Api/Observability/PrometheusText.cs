using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PcnAgreements.Api.Observability;

/// <summary>
/// The metrics as text in Prometheus' exposition format 0.0.4. (The exporter package that does this is a prerelease that not every package
/// feed has; collecting and aggregating stay OpenTelemetry's.)
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private readonly Exporter exporter = new();
    private readonly Lock one = new();

    public PrometheusText() => Reader = new(exporter);

    /// <summary>What the meter provider reads into.</summary>
    public BaseExportingMetricReader Reader { get; }

    /// <summary>What has been measured up to now.</summary>
    public string Read()
    {
        lock (one)
        {
            exporter.Collect?.Invoke(Timeout.Infinite);
            return exporter.Text;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    [ExportModes(ExportModes.Pull)]
    private sealed class Exporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; private set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new StringBuilder();
            foreach (var metric in batch) Write(text, metric);
            Text = text.ToString();
            return ExportResult.Success;
        }
    }

    private static void Write(StringBuilder text, Metric metric)
    {
        var name = NameOf(metric);
        var kind = metric.MetricType.IsHistogram() ? "histogram" : metric.MetricType.IsSum() && IsMonotonic(metric) ? "counter" : "gauge";
        if (kind == "histogram" && !HasBuckets(metric)) kind = "summary";
        text.Append("# HELP ").Append(name).Append(' ').AppendLine(metric.Description.ReplaceLineEndings(" "));
        text.Append("# TYPE ").Append(name).Append(' ').AppendLine(kind);
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (kind == "histogram") WriteBuckets(text, name, point);
            if (kind is "histogram" or "summary") WriteTotals(text, name, point);
            else Line(text, name, Labels(point), ValueOf(metric, point));
        }
    }

    private static void WriteBuckets(StringBuilder text, string name, in MetricPoint point)
    {
        var labels = Labels(point);
        long total = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            total += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            Line(text, name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"", total);
        }
    }

    private static void WriteTotals(StringBuilder text, string name, in MetricPoint point)
    {
        var labels = Labels(point);
        Line(text, name + "_sum", labels, point.GetHistogramSum());
        Line(text, name + "_count", labels, point.GetHistogramCount());
    }

    // One bucket, to infinity, says no more than the count.
    private static bool HasBuckets(Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var buckets = 0;
            foreach (var _ in point.GetHistogramBuckets()) buckets++;
            return buckets > 1;
        }

        return true;
    }

    private static bool IsMonotonic(Metric metric) => metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;

    private static double ValueOf(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static string NameOf(Metric metric)
    {
        var name = new string([.. metric.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        var unit = metric.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        return (name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit)
            + (metric.MetricType.IsSum() && IsMonotonic(metric) ? "_total" : "");
    }

    private static string Labels(in MetricPoint point)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in point.Tags)
        {
            if (labels.Length > 0) labels.Append(',');
            labels.Append([.. key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]).Append("=\"");
            labels.Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('"');
        }

        return labels.ToString();
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').AppendLine(Number(value));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
