using System.Globalization;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Summaries;
using PcnAgreements.Store;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Organisations;

/// <summary>Answers questions about organisations: lists from their view, one from its folded state.</summary>
internal sealed class OrganisationQuestions(OrganisationList list, PeopleOnRecord people, Reading reading, ILog log, LogClock clock)
{
    /// <summary>Organisations in order of code; visible to everyone with a token.</summary>
    public async Task<Answer> List(Asked asked)
    {
        var (page, problem) = Page.Of(asked.Query, text => OdsCode.TryParse(text, out _));
        var query = new QueryText(asked.Query);
        var filter = new OrganisationFilter(London.DayOf(clock.Now))
        {
            Kind = query.Enum<OrganisationKind>("kind"), Words = query.Text("q"),
            Pcn = query.Code("pcn", MembershipKind.Pcn), Lmc = query.Code("lmc", MembershipKind.Lmc),
            Icb = query.Code("icb", MembershipKind.Icb),
        };
        problem ??= query.Problem;
        if (problem is not null) return problem;
        var rows = await list.Find(filter, page!.After, page.LookFor, asked.Ct);
        return Answer.Of(page.Of(rows, o => o.Ods.ToString()).Select(OrganisationView.Of));
    }

    /// <summary>One organisation; visible to everyone with a token.</summary>
    public async Task<Answer> One(Asked asked) =>
        Answer.Of(
            await reading.Ask((facts, _) => facts.Organisation(asked.Path.Ods!.Value), asked.Ct) is { } found
                ? OrganisationView.Of(found)
                : null);

    /// <summary>Whose authorities stand, in order of their ids: those of the future and the past too, with their periods.</summary>
    public async Task<Answer> People(Asked asked)
    {
        var (page, badPage) = Page.Of(asked.Query, text => PersonId.TryParse(text, out _));
        var (found, problem) = await VisibleThen(asked, badPage);
        if (problem is not null) return problem;
        var rows = found!.People.Where(p => p.Value.RevokedAt is null && string.CompareOrdinal(p.Key.ToString(), page!.After) > 0)
            .OrderBy(p => p.Key.ToString(), StringComparer.Ordinal).Take(page!.LookFor).ToList();
        var some = page.Of(rows, p => p.Key.ToString());
        return new Answer.View(names => some.Select(p => HeldView.Of(p.Key, p.Value, names)));
    }

    /// <summary>The authority of one person, if it stands.</summary>
    public async Task<Answer> Person(Asked asked)
    {
        var (found, problem) = await VisibleThen(asked);
        if (problem is not null) return problem;
        return await people.FindByEmail(asked.Path.Email, asked.Ct) is { } person
            && found!.People.GetValueOrDefault(person.Id) is { RevokedAt: null } grant
            ? new Answer.View(names => HeldView.Of(person.Id, grant, names))
            : Problem.NotFound();
    }

    /// <summary>Every event of it, in order; for those who may see its people.</summary>
    public async Task<Answer> History(Asked asked)
    {
        var (_, problem) = await Visible(asked);
        var (page, malformed) = Page.Of(asked.Query, text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        problem ??= malformed;
        if (problem is not null) return problem;

        var after = page!.After is { } version ? long.Parse(version, CultureInfo.InvariantCulture) : 0;
        var stream = StreamId.Of(asked.Path.Ods!.Value);
        var state = (Organisation)Fold.Empty(stream);
        var rows = new List<(LoggedEvent Event, string Summary)>();
        foreach (var e in await log.ReadStream(stream, 0, asked.Ct))
        {
            if (e.Version > after && rows.Count < page.LookFor) rows.Add((e, Summary.Of(e.Recorded, state)));
            state = state.Evolve(e.Recorded);
        }

        var some = page.Of(rows, r => r.Event.Version.ToString(CultureInfo.InvariantCulture));
        return new Answer.View(
            names => some.Select(r => HistoryEventView.Of(new(r.Event, null, null), r.Summary, withheld: false, names)));
    }

    private Task<(Organisation? Organisation, Problem? Problem)> Visible(Asked asked) =>
        reading.Ask<(Organisation?, Problem?)>((facts, now) =>
    {
        if (facts.Organisation(asked.Path.Ods!.Value) is not { } found)
            return (null, Problem.NotFound($"{asked.Path.Ods} is not registered."));
        return RegisterAccess.MaySeePeople(found, asked.Caller, facts, London.DayOf(now))
            ? (found, null)
            : (null,
                Problem.NotEntitled("Its people and its history are shown to its own people, to auditors of its area and to operators."));
    }, asked.Ct);

    private async Task<(Organisation? Organisation, Problem? Problem)> VisibleThen(Asked asked, Problem? malformed = null)
    {
        var (found, problem) = await Visible(asked);
        var (asOf, badAsOf) = AsOf.Of(asked.Http);
        problem ??= malformed ?? badAsOf;
        if (problem is not null || asOf is null) return (found, problem);
        var (state, notThen) = await reading.AsOf(StreamId.Of(asked.Path.Ods!.Value), asOf, asked.Ct);
        return ((Organisation?)state, notThen);
    }
}
