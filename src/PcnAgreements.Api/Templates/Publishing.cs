using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Routes;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using Reply = PcnAgreements.Api.Http.Reply;

namespace PcnAgreements.Api.Templates;

/// <summary>How a template edition comes onto the record: as JSON, or from a file.</summary>
internal static class Publishing
{
    /// <summary>As JSON, whole.</summary>
    public static Journey<TemplateBody> Put { get; } = Of<TemplateBody>((body, id, _) => body.Command(id), _ => null, _ => false);

    /// <summary>From a file: what the file does not say stays as it is, or begins with what the file calls itself.</summary>
    public static Journey<TextFile> Import { get; } = Of<TextFile>(
        (file, id, before) => new(
            id, before.Exists ? before.Title : file.Found.Report.Title ?? id.ToString(), before.Kind,
            before.Exists ? before.Edition : id.ToString(),
            before.Supersedes, file.ForTemplate),
        file => file.Report([.. file.ForTemplate.Select(c => c.Key)]), file => file.IsTrial) with
    {
        Form = TextFile.Form, Check = file => file.Check(),
    };

    private static Journey<TBody> Of<TBody>(
        Func<TBody, TemplateId, Template, PublishTemplate> command, Func<TBody, string?> report, Func<TBody, bool> isTrial) => new(
        (caller, _, facts, now) => Judge(caller, facts, now).Refusal, (_, path, _) => StreamId.Of(path.Template),
        (body, caller, travel, facts, moment) =>
        {
            var (actor, refusal) = Judge(caller, facts, moment.Now);
            if (refusal is not null) return refusal;
            var before = (Template)facts.State(travel.Stream)!;
            var decision = command(body, travel.Path.Template, before).Decide(before, new(actor!, moment.Now, facts));
            if (decision.Refusal is not null) return new(actor!, decision);
            return isTrial(body)
                ? new(actor!, Decision.Nothing) { IsTrial = true, Body = report(body) }
                : new(actor!, decision with { Made = before.Exists ? null : travel.Path.Template.ToString() }) { Body = report(body) };
        },
        arrived => Show(arrived, (Template)arrived.State))
    {
        NamesNew = true, Makes = true,
    };

    private static Reply Show(Arrived arrived, Template template) => new(
        (object?)arrived.Body ?? TemplateView.Of(template), template.Version,
        arrived.Key is null ? null : $"/api/v1/templates/{template.Id}");

    private static (Actor? Actor, Refusal? Refusal) Judge(Caller caller, Facts facts, DateTimeOffset now) =>
        RegisterAccess.Judge(typeof(PublishTemplate), caller, null, facts, London.DayOf(now));
}
