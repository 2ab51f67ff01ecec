using System.Globalization;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Questions;

/// <summary>Tells callers who they are, and what waits on them over all agreements.</summary>
internal sealed class MyQuestions(AuthorityList authorities, AgreementList agreements, Reading reading, LogClock clock)
{
    /// <summary>Who the caller is, and for whom they may act.</summary>
    public async Task<Answer> Me(Asked asked)
    {
        var caller = asked.Caller;
        var codes = await Codes(caller, asked.Ct);
        var acts = await reading.Ask(
            (facts, now) => codes.SelectMany(ods => For(caller, facts.Organisation(ods), London.DayOf(now))).ToList(), asked.Ct);
        return new Answer.View(names => new MeView(
            caller.Person, caller.Email, (caller.Person is { } id ? names.Of(id).Name : null) ?? caller.Name, caller.IsOperator, acts));
    }

    /// <summary>What waits on the caller, soonest first; what has no deadline comes last.</summary>
    public async Task<Answer> Tasks(Asked asked)
    {
        var (page, problem) = Page.Of(asked.Query, IsPlace);
        if (problem is not null) return problem;
        var caller = asked.Caller;
        var codes = await Codes(caller, asked.Ct);
        var ids = codes.Count == 0 ? [] : await agreements.Concerning(caller.Person!.Value, London.DayOf(clock.Now), asked.Ct);
        var waiting = await reading.Ask((facts, now) => Waiting(caller, codes, ids, facts, London.DayOf(now)), asked.Ct);
        var found = waiting.OrderBy(w => w.Place, StringComparer.Ordinal)
            .Where(w => page!.After is null || string.CompareOrdinal(w.Place, page.After) > 0).Take(page!.LookFor).ToList();
        return Answer.Of(page.Of(found, w => w.Place).Select(w => TaskView.Of(w.Agreement, w.Task)));
    }

    private async Task<List<OdsCode>> Codes(Caller caller, CancellationToken ct) =>
        caller.Person is { } person ? await authorities.OrganisationsOf(person, London.DayOf(clock.Now), ct) : [];

    private static IEnumerable<MeView.ActsFor> For(Caller caller, Organisation? organisation, DateOnly today)
    {
        if (organisation is null || organisation.AuthoritiesOf(caller.Person!.Value, today) is not { IsEmpty: false } may) yield break;
        var grant = organisation.People[caller.Person.Value];
        yield return new(organisation.Ods, organisation.Name, organisation.Kind, may, grant.From, grant.Until, grant.Evidence);
    }

    private static List<Waits> Waiting(Caller caller, List<OdsCode> codes, List<AgreementId> ids, Facts facts, DateOnly today)
    {
        var may = codes.ToDictionary(
            ods => ods, ods => (IReadOnlyCollection<Authority>)(facts.Organisation(ods)?.AuthoritiesOf(caller.Person!.Value, today) ?? []));
        // Every one is looked up before any is judged, so that all that is missing is loaded at once.
        var known = ids.Select(facts.Agreement).OfType<Agreement>().ToList();
        return
        [
            .. from agreement in known
               let seen = may.Where(m => m.Key == agreement.Convenor || agreement.FirstCirculated is not null).ToDictionary()
               from task in WaitingTasks.Of(agreement, caller.Person!.Value, seen)
               select new Waits(agreement, task, PlaceOf(agreement, task)),
        ];
    }

    // The order of the list, in a word that stays the same while other tasks come and go: by deadline, agreement, kind, organisation, then
    // as it reads.
    private static string PlaceOf(Agreement agreement, WaitingTask task)
    {
        var reading = task.Clause is { } clause
            ? agreement.Text.Printed.IndexOf(agreement.Text.Printed.FirstOrDefault(c => c.Key == clause)!)
            : 0;
        var key = task.Ballot?.Ordinal ?? task.Comment?.Ordinal ?? task.Amendment?.Ordinal ?? 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{task.DueAt?.UtcTicks ?? DateTimeOffset.MaxValue.UtcTicks:D19} {agreement.Id} {(int)task.Kind} {task.Ods} {Math.Max(0, reading):D6} {key:D10}");
    }

    private static bool IsPlace(string text) =>
        text.Split(' ') is [{ Length: 19 }, { Length: 36 }, { Length: 1 }, _, { Length: 6 }, { Length: 10 }];

    private sealed record Waits(Agreement Agreement, WaitingTask Task, string Place);
}
