using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Questions;

/// <summary>Lists agreements from their view: those the caller may see, and those in an LMC's area.</summary>
internal sealed class AgreementQuestions(AgreementList agreements, Reading reading, LogClock clock)
{
    /// <summary>Agreements that the caller may see, newest first.</summary>
    public async Task<Answer> List(Asked asked)
    {
        var (page, filter, problem) = Read(asked);
        if (problem is not null) return problem;
        var found = asked.Caller.Person is { } person
            ? await agreements.VisibleTo(person, London.DayOf(clock.Now), filter!, After(page!), page!.LookFor, asked.Ct)
            : [];
        return Answer.Of(page!.Of(found, a => a.Id.ToString()).Select(ListedView.Of));
    }

    /// <summary>What an auditor of an LMC sees of its area.</summary>
    public async Task<Answer> Overview(Asked asked)
    {
        var (lmc, refused) = await reading.Ask((facts, now) => Find(asked, facts, London.DayOf(now)), asked.Ct);
        var (page, filter, malformed) = Read(asked);
        if ((refused ?? malformed) is { } problem) return problem;
        var rows = await agreements.InArea(London.DayOf(clock.Now), filter! with { Lmc = lmc!.Ods }, After(page!), page!.LookFor, asked.Ct);
        var shown = page.Of(rows, a => a.Id.ToString());
        var items = await reading.Ask((facts, _) => Look(shown.Items, facts), asked.Ct);
        return Answer.Of(new OverviewView(new(lmc.Ods, lmc.Name), items, shown.Next));
    }

    private static (Organisation? Lmc, Problem? Problem) Find(Asked asked, Facts facts, DateOnly today)
    {
        if (facts.Organisation(asked.Path.Ods!.Value) is not { Kind: OrganisationKind.Lmc } lmc) return (null, Problem.NotFound());
        return asked.Caller.Person is { } person && lmc.Allows(person, Authority.Auditor, today)
            ? (lmc, null)
            : (null, Problem.NotEntitled($"This takes the authority 'auditor' at {lmc.Ods}."));
    }

    // All are looked up before any is judged, so that what is not at hand is loaded in one go.
    private static List<OverviewLine> Look(IReadOnlyList<ListedAgreement> rows, Facts facts)
    {
        var known = rows.Select(r => (Row: r, Agreement: facts.Agreement(r.Id)))
            .Select(k => (k.Row, k.Agreement, Template: TemplateOf(k.Agreement, facts))).ToList();
        return known.ConvertAll(k => OverviewLine.Of(k.Row, k.Agreement, k.Template));
    }

    private static Template? TemplateOf(Agreement? agreement, Facts facts) => agreement?.Template is { } id ? facts.Template(id) : null;

    private static (Page? Page, AgreementFilter? Filter, Problem? Problem) Read(Asked asked)
    {
        var (page, noPage) = Page.Of(asked.Query, text => AgreementId.TryParse(text, out _));
        var query = new QueryText(asked.Query);
        var filter = new AgreementFilter
        {
            Status = query.Enum<Status>("status") is { } status ? QueryText.Word(status) : null, Party = query.Code("party"),
            Lmc = query.Code("lmc", MembershipKind.Lmc), Pcn = query.Code("pcn", MembershipKind.Pcn), Words = query.Text("q"),
            Overdue = query.Flag("overdue"),
        };
        return (page, filter, noPage ?? query.Problem);
    }

    private static AgreementId? After(Page page) => AgreementId.TryParse(page.After, out var id) ? id : null;
}
