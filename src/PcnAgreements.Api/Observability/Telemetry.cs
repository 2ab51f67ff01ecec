using System.Diagnostics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PcnAgreements.Api.Observability;

/// <summary>
/// Traces and metrics by OpenTelemetry's names: the framework's own (<c>http.server.request.duration</c>), Npgsql's, and the service's.
/// Metrics are always to be had at <c>/metrics</c>; where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, both are sent there. None carries
/// personal data.
/// </summary>
internal static class Telemetry
{
    /// <summary>The spans of this project.</summary>
    public static readonly ActivitySource Source = new("PcnAgreements.Api");

    private const string RequestDuration = "http.server.request.duration";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Npgsql", "PcnAgreements.Api", "PcnAgreements.Store"];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Npgsql",
        "System.Runtime",
        "PcnAgreements.Api", "PcnAgreements.Store",
    ];

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var endpoint = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        services.AddSingleton<PrometheusText>().AddHostedService<TelemetryProviders>();
        services.AddSingleton(provider => MetricsOf(provider.GetRequiredService<PrometheusText>(), endpoint));
        if (!string.IsNullOrEmpty(endpoint)) services.AddSingleton(_ => TracesTo(endpoint));
    }

    private static MeterProvider MetricsOf(PrometheusText text, string? endpoint)
    {
        // Routes times statuses times buckets would be a page of a megabyte. So: how long by status, and how many and how long by route.
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(Meters)
            .AddView(RequestDuration, new ExplicitBucketHistogramConfiguration
            {
                TagKeys = ["http.request.method", "http.response.status_code"], Boundaries = [0.01, 0.05, 0.1, 0.25, 1, 5],
                RecordMinMax = false,
            })
            .AddView(RequestDuration, new ExplicitBucketHistogramConfiguration
            {
                Name = "pcn.route.duration", Description = "Duration of requests by route",
                TagKeys = ["http.request.method", "http.route"], Boundaries = [], RecordMinMax = false,
            })
            .AddReader(text.Reader);
        if (!string.IsNullOrEmpty(endpoint)) metrics.AddOtlpExporter((OtlpExporterOptions o) => o.Endpoint = new(endpoint));
        return metrics.Build();
    }

    private static TracerProvider TracesTo(string endpoint) =>
        Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(Sources)
        .AddOtlpExporter(o => o.Endpoint = new(endpoint)).Build();

    private static ResourceBuilder Resource() => ResourceBuilder.CreateDefault().AddService(
        "pcn-agreements", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3));

    /// <summary>Starts the providers with the service; the container ends them with it.</summary>
    private sealed class TelemetryProviders(MeterProvider metrics, IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = (metrics, services.GetService<TracerProvider>());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
