using System.Collections.Immutable;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
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
        templates.Ask<TemplateQuestions, PageView<TemplateLine>>("", "Template editions", (q, asked) => q.List(asked));
        templates.Ask<TemplateQuestions, TemplateView>("/{template}", "One template edition, whole", (q, asked) => q.One(asked));
        templates.Command<TemplateBody, TemplateView>(Put, "/{template}", "Publish a template edition, or correct one that is not in use yet", Publish);
    }

    private static Journey<TemplateBody> Publish { get; } = new(
        (caller, _, facts, now) => RegisterAccess.Judge(typeof(PublishTemplate), caller, null, facts, London.DayOf(now)).Refusal,
        (_, path) => StreamId.Of(path.Template), Rule,
        arrived => new(TemplateView.Of((Template)arrived.State), ((Template)arrived.State).Version, arrived.Key is null ? null : $"/api/v1/templates/{arrived.Key}"))
    {
        NamesNew = true,
    };

    private static Ruling Rule(TemplateBody body, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        var (actor, refusal) = RegisterAccess.Judge(typeof(PublishTemplate), caller, null, facts, London.DayOf(moment.Now));
        if (refusal is not null) return refusal;
        var template = (Template)facts.State(travel.Stream)!;
        var decision = body.Command(travel.Path.Template).Decide(template, new(actor!, moment.Now, facts));
        return new(actor!, decision with { Made = template.Exists ? null : travel.Path.Template.ToString() });
    }
}

/// <summary>A template edition, whole, its clauses in reading order.</summary>
internal sealed record TemplateBody(
    string Title, AgreementKind Kind, string Edition, ImmutableArray<TemplateBody.Clause> Clauses, TemplateId? Supersedes = null)
{
    /// <summary>One clause of it.</summary>
    internal sealed record Clause(
        ClauseKey Key, string Body, ClauseKey? Parent = null, string? Heading = null, bool Schedule = false, bool Numbered = true, bool Blank = false,
        bool Locked = false, bool Replaceable = false);

    public PublishTemplate Command(TemplateId id) => new(
        id, Title, Kind, Edition, Supersedes,
        [.. Clauses.Select(c => new ClauseDraft(c.Key, c.Parent, c.Heading, c.Body, c.Schedule, c.Numbered, c.Blank, c.Locked, c.Replaceable))]);
}
