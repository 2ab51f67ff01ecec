using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Templates;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>Template editions.</summary>
internal static class TemplateRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var templates = api.MapGroup("/templates");
        templates.Ask<TemplateQuestions, PageView<TemplateLine>>("", "Template editions", (q, asked) => q.List(asked))
            .Takes(TakesQuery.Page);
        templates.Ask<TemplateQuestions, TemplateView>("/{template}", "One template edition, whole", (q, asked) => q.One(asked));
        templates.Command<TemplateBody, TemplateView>(
            Put, "/{template}", "Publish a template edition, or correct one that is not in use yet", Publishing.Put);
        templates.Command<TextFile, JsonObject>(Post, "/{template}/import", "Publish a template edition from a file", Publishing.Import)
            .Takes(TextFile.DryRun, TextFile.Changes);
    }
}

/// <summary>A template edition, whole, its clauses in reading order.</summary>
internal sealed record TemplateBody(
    string Title, AgreementKind Kind, string Edition, ImmutableArray<TemplateBody.Clause> Clauses, TemplateId? Supersedes = null)
{
    /// <summary>One clause of it.</summary>
    internal sealed record Clause(
        ClauseKey Key, string Body, ClauseKey? Parent = null, string? Heading = null, bool Schedule = false, bool Numbered = true,
        bool Blank = false,
        bool Locked = false, bool Replaceable = false);

    public PublishTemplate Command(TemplateId id) => new(
        id, Title, Kind, Edition, Supersedes,
        // What may be replaced is not locked, also where both are said of it.
        [.. Clauses.Select(
            c =>
                new ClauseDraft(
                    c.Key, c.Parent, c.Heading, c.Body, c.Schedule, c.Numbered, c.Blank, c.Locked && !c.Replaceable, c.Replaceable))]);
}
