using System.Collections.Immutable;
using System.Text.Json;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Demo;

/// <summary>
/// The sample template that the demo network drafts from: <c>ops/samples/network-2026-27-v1.json</c>, carried inside the service.
/// </summary>
internal static class DemoTemplate
{
    public static readonly TemplateId Id = TemplateId.Parse("network-2026-27-v1");

    private static readonly Lazy<Sample> Read = new(() =>
    {
        using var file = typeof(DemoTemplate).Assembly.GetManifestResourceStream($"{Id}.json")!;
        return JsonSerializer.Deserialize<Sample>(file, EventJson.Options)!;
    });

    /// <summary>Its clauses in reading order.</summary>
    public static ImmutableArray<ClauseDraft> Clauses => Read.Value.Clauses;

    /// <summary>The command that publishes it.</summary>
    public static PublishTemplate Publish => new(Id, Read.Value.Title, Read.Value.Kind, Read.Value.Edition, null, Clauses);

    private sealed record Sample(string Title, AgreementKind Kind, string Edition, ImmutableArray<ClauseDraft> Clauses);
}
