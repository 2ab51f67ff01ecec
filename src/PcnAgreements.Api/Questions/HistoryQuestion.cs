using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Questions;

/// <summary>The filters of a history as a request asks for them.</summary>
/// <param name="Filter">What is asked for; a person named by address is still to be looked up.</param>
/// <param name="Email">The address of the person asked for; null when none is, or an id was given.</param>
internal sealed record HistoryQuestion(HistoryFilter Filter, string? Email)
{
    /// <summary>Reads the parameters.</summary>
    public static (HistoryQuestion? Question, Problem? Problem) Of(IQueryCollection query)
    {
        var filters = new QueryText(query);
        var (types, person) = (query["type"].Where(t => !string.IsNullOrEmpty(t)).ToList(), query["person"].ToString());
        var isId = PersonId.TryParse(person, out var id);
        var email = person.Length == 0 || isId ? null : Http.Email.Normal(person);
        if (person.Length > 0 && !isId && email is null)
            filters.Note("person is neither an e-mail address nor the id of an actor.");
        if (types.Exists(t => !EventJson.AllNames.Contains(t))) filters.Note("type is not the name of an event, such as clause_approved.");
        var filter = new HistoryFilter
        {
            Party = filters.Code("party"), Clause = filters.Key<ClauseKey>("clause", "a clause key"), Person = isId ? id : null,
            From = filters.Time("from"), To = filters.Time("to"), Types = types.Count == 0 ? null : [.. types.OfType<string>()],
        };
        return filters.Problem is { } problem ? (null, problem) : (new(filter, email), null);
    }

    /// <summary>The filter with the person looked up; null when nobody has that address, so that there is nothing to find.</summary>
    public async Task<HistoryFilter?> Resolve(PeopleOnRecord people, CancellationToken ct)
    {
        if (Email is null) return Filter;
        return await people.FindByEmail(Email, ct) is { } person ? Filter with { Person = person.Id } : null;
    }
}
