using Microsoft.Extensions.Primitives;
using PcnAgreements.Domain;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Http;

/// <summary>The filters of a history as a request asks for them.</summary>
/// <param name="Filter">What is asked for; a person named by address is still to be looked up.</param>
/// <param name="Email">The address of the person asked for; null when none is, or an id was given.</param>
internal sealed record HistoryQuestion(HistoryFilter Filter, string? Email)
{
    /// <summary>Reads the parameters.</summary>
    public static (HistoryQuestion? Question, Problem? Problem) Of(IQueryCollection query)
    {
        string? wrong = null;
        var types = query["type"];
        string? email = null;
        var filter = new HistoryFilter
        {
            Party = Read<OdsCode>("party", "an ODS code"), Clause = Read<ClauseKey>("clause", "a clause key"), Person = Person(),
            From = Time("from"), To = Time("to"), Types = StringValues.IsNullOrEmpty(types) ? null : [.. types.Select(t => t ?? "")],
        };
        if (filter.Types?.FirstOrDefault(t => !EventJson.AllNames.Contains(t)) is not null) wrong = "type is not the name of an event, such as clause_approved.";
        return wrong is null ? (new(filter, email), null) : (null, Problem.Malformed(wrong));

        T? Read<T>(string name, string what) where T : struct, IIdentifier<T>
        {
            if (query[name].Count == 0) return null;
            if (T.TryParse(query[name].ToString(), out var id)) return id;
            wrong ??= $"{name} is not {what}.";
            return null;
        }

        PersonId? Person()
        {
            var text = query["person"].ToString();
            if (query["person"].Count == 0) return null;
            if (PersonId.TryParse(text, out var id)) return id;
            email = Http.Email.Normal(text);
            if (email is null) wrong ??= "person is neither an e-mail address nor the id of an actor.";
            return null;
        }

        DateTimeOffset? Time(string name)
        {
            if (query[name].Count == 0) return null;
            if (AsOf.TryReadTime(query[name].ToString(), out var time)) return time;
            wrong ??= $"{name} is not a time such as 2026-01-31T09:00:00Z (RFC 3339).";
            return null;
        }
    }

    /// <summary>The filter with the person looked up; null when nobody has that address, so that there is nothing to find.</summary>
    public async Task<HistoryFilter?> Resolve(PeopleOnRecord people, CancellationToken ct)
    {
        if (Email is null) return Filter;
        return await people.FindByEmail(Email, ct) is { } person ? Filter with { Person = person.Id } : null;
    }
}
