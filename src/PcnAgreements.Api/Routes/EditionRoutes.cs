using System.Collections.Immutable;
using System.Text.Json;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>How an agreement stands to its template edition, and moves to a newer one.</summary>
internal static class EditionRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Get<DeparturesView>("/departures", "Where the text departs from its template", new(DeparturesView.Of) { Also = (a, facts, _) => Look(a.Template, facts) });
        agreement.Get<EditionView>("/edition", "National then, national now, ours: clause by clause", new(EditionView.Of)
        {
            Also = (a, facts, query) =>
            {
                Look(a.Template, facts);
                Look(TemplateId.TryParse(query["to"], out var to) ? to : null, facts);
            },
            ETag = _ => null,
        }).WithMetadata(new TakesQuery("to", "The other edition's id", true));
        agreement.Command<AdoptEditionBody, AdoptEdition, AgreementView>(Post, "/adopt-edition", "Move the text to another edition", new(
            (body, _) => new(body.Template, body.Chosen())));
    }

    private static void Look(TemplateId? template, Facts facts)
    {
        if (template is { } id) facts.Template(id);
    }
}

/// <summary>The edition to move to, and what becomes of each clause that changed on both sides.</summary>
internal sealed record AdoptEditionBody(TemplateId Template, ImmutableDictionary<ClauseKey, JsonElement>? Resolutions = null)
{
    /// <summary>The resolutions in the domain's words; null for a clause whose resolution does not have its form.</summary>
    public ImmutableDictionary<ClauseKey, EditionResolution> Chosen() =>
        (Resolutions ?? ImmutableDictionary<ClauseKey, JsonElement>.Empty).ToImmutableDictionary(r => r.Key, r => Read(r.Value)!);

    /// <summary>What is wrong with the form of a resolution; null when nothing is.</summary>
    public string? Malformed() => Resolutions?.FirstOrDefault(r => Read(r.Value) is null) is { Value.ValueKind: not JsonValueKind.Undefined } bad
        ? $"The resolution of {bad.Key} is \"theirs\", \"ours\" or an object with a body and perhaps a heading."
        : null;

    private static EditionResolution? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.ValueEquals("theirs") => new EditionResolution.Theirs(),
        JsonValueKind.String when value.ValueEquals("ours") => new EditionResolution.Ours(),
        JsonValueKind.Object when Words(value) is { } words => new EditionResolution.Words(words.Heading, words.Body),
        _ => null,
    };

    private static WantedBody? Words(JsonElement value) => Json.Read<WantedBody>(System.Text.Encoding.UTF8.GetBytes(value.GetRawText())).Body;
}
