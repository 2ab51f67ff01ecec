using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
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
        agreement.Get<DeparturesView>(
            "/departures", "Where the text departs from its template", new(DeparturesView.Of)
            {
                Also = (a, facts, _) => Look(a.Template, facts)
            })
            .Takes(TakesQuery.Page);
        agreement.Get<EditionView>("/edition", "National then, national now, ours: clause by clause", new(EditionView.Of)
        {
            Also = (a, facts, query) =>
            {
                Look(a.Template, facts);
                Look(TemplateId.TryParse(query["to"], out var to) ? to : null, facts);
            },
            ETag = _ => null,
        }).Takes(new TakesQuery("to", "The other edition's id", true)).WithMetadata(new DependsOnState());
        agreement.Command<AdoptEditionBody, AdoptEdition, AgreementView>(Post, "/adopt-edition", "Move the text to another edition", new(
            (body, _) => new(body.Template, body.Chosen())));
    }

    private static void Look(TemplateId? template, Facts facts)
    {
        if (template is { } id) facts.Template(id);
    }
}

/// <summary>The edition to move to, and what becomes of each clause that changed on both sides.</summary>
internal sealed record AdoptEditionBody(TemplateId Template, ImmutableDictionary<ClauseKey, ResolutionBody>? Resolutions = null)
{
    /// <summary>The resolutions in the domain's words.</summary>
    public ImmutableDictionary<ClauseKey, EditionResolution> Chosen() =>
        (Resolutions ?? ImmutableDictionary<ClauseKey, ResolutionBody>.Empty).ToImmutableDictionary(r => r.Key, r => r.Value.Resolution);
}

/// <summary>What becomes of one clause: <c>"theirs"</c>, <c>"ours"</c>, or words of its own.</summary>
[JsonConverter(typeof(ResolutionJson))]
internal sealed record ResolutionBody(EditionResolution Resolution);

/// <summary>Reads a resolution in any of its three forms.</summary>
internal sealed class ResolutionJson : JsonConverter<ResolutionBody>
{
    public override bool HandleNull => true;

    public override ResolutionBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject && JsonSerializer.Deserialize<WantedBody>(ref reader, options) is { } words)
            return new(new EditionResolution.Words(words.Heading.Or(null), words.Body));
        return reader.TokenType == JsonTokenType.String
            ? new(Named(reader.GetString()))
            : throw new JsonFormException("must be theirs, ours or an object with heading and body");
    }

    public override void Write(Utf8JsonWriter writer, ResolutionBody value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Resolutions are only ever read.");

    private static EditionResolution Named(string? word) => word switch
    {
        "theirs" => new EditionResolution.Theirs(),
        "ours" => new EditionResolution.Ours(),
        _ => throw new JsonFormException("must be theirs, ours or an object with heading and body"),
    };
}
