using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Templates;

/// <summary>Answers questions about template editions: visible to everyone with a token.</summary>
internal sealed class TemplateQuestions(TemplateList list, Reading reading)
{
    /// <summary>Editions in order of id, without their clauses.</summary>
    public async Task<Answer> List(Asked asked)
    {
        var (page, problem) = Page.Of(asked.Query, text => TemplateId.TryParse(text, out _));
        if (problem is not null) return problem;
        var rows = await list.Find(page!.After, page.LookFor, asked.Ct);
        return Answer.Of(page.Of(rows, t => t.Id.ToString()).Select(TemplateLine.Of));
    }

    /// <summary>One edition, whole.</summary>
    public async Task<Answer> One(Asked asked) =>
        Answer.Of(
            await reading.Ask((facts, _) => facts.Template(asked.Path.Template), asked.Ct) is { } found ? TemplateView.Of(found) : null);
}
