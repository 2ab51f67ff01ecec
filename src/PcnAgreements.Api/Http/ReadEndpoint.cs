using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Http;

/// <summary>What a view of an agreement is made from.</summary>
/// <param name="Agreement">The agreement, as it is now or was then.</param>
/// <param name="Path">What the path names.</param>
/// <param name="Sight">What the caller may see, now.</param>
/// <param name="Caller">Who is asking.</param>
/// <param name="Facts">What is on record elsewhere.</param>
/// <param name="Now">The database's clock.</param>
/// <param name="Query">The query parameters.</param>
/// <param name="Names">Who people are.</param>
internal sealed record Shown(
    Agreement Agreement, Path Path, Sight Sight, Caller Caller, Facts Facts, DateTimeOffset Now, IQueryCollection Query, Names Names);

/// <summary>One way of showing an agreement, or a part of it, from its folded state.</summary>
/// <param name="View">The answer's body, or the problem there is with the question.</param>
internal sealed record ReadRoute(Func<Shown, Answer> View)
{
    /// <summary>How much of the agreement the caller must be allowed to see.</summary>
    public SightLevel Needs { get; init; } = SightLevel.Full;

    /// <summary>The ETag; null for the agreement's own.</summary>
    public Func<Shown, string?>? ETag { get; init; }

    /// <summary>Whether <c>?asOf=</c> is honoured.</summary>
    public bool HasPast { get; init; } = true;

    /// <summary>The media types it can be had in, the preferred one first.</summary>
    public IReadOnlyList<string> Forms { get; init; } = ["application/json"];
}

/// <summary>An answer's body: a view to be written as JSON, a text in its own form, or a problem.</summary>
internal abstract record Answer
{
    private Answer() { }

    /// <summary>A view, written as JSON.</summary>
    public sealed record View(object Content) : Answer;

    /// <summary>A text in a form of its own.</summary>
    /// <param name="Write">Writes it, given the media type chosen.</param>
    public sealed record Text(Func<string, string> Write) : Answer;

    /// <summary>The question cannot be answered.</summary>
    public sealed record Not(Problem Problem) : Answer;

    public static Answer Of(object? view) => view is null ? new Not(Problem.NotFound()) : new View(view);

    public static implicit operator Answer(Problem problem) => new Not(problem);
}

/// <summary>
/// How every question about one agreement is answered from its folded state: 401 before, then 404, 403, 406, the parameters, and 304. While
/// nothing has changed the database does nothing but tell the versions.
/// </summary>
internal sealed class ReadEndpoint(Reading reading, Answering answering)
{
    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http, ReadRoute route)
    {
        var (shown, problem) = await Find(http, route);
        await (problem is null ? Show(http, route, shown!) : problem.Write(http));
    }

    private async Task<(Shown? Shown, Problem? Problem)> Find(HttpContext http, ReadRoute route)
    {
        var caller = Answering.Caller(http);
        if (Path.Of(http) is not { } path) return (null, Problem.NotFound());
        var (shown, problem) = await reading.Ask(Ask, http.RequestAborted);
        if (problem is not null || !route.HasPast) return (shown, problem);
        var (asOf, malformed) = AsOf.Of(http);
        if (malformed is not null || asOf is null) return (shown, malformed);
        var (then, missing) = await reading.AsOf(path.Agreement, asOf.Version, asOf.Time, shown!.Now, http.RequestAborted);
        return missing is not null ? (null, missing) : (shown with { Agreement = then! }, null);

        (Shown?, Problem?) Ask(Facts facts, DateTimeOffset now)
        {
            if (facts.Agreement(path.Agreement) is not { } agreement) return (null, Problem.NotFound());
            var sight = Sight.Of(agreement, caller, facts, London.DayOf(now));
            if (sight.Level == SightLevel.None || (sight.Level == SightLevel.Confirmation && route.Needs != SightLevel.Confirmation))
                return (null, Problem.NotFound());
            return sight.Level < route.Needs
                ? (null, Problem.NotEntitled("This agreement shows an auditor its status and its confirmation only."))
                : (new(agreement, path, sight, caller, facts, now, http.Request.Query, null!), null);
        }
    }

    private async Task Show(HttpContext http, ReadRoute route, Shown shown)
    {
        if (Negotiation.Choose(http, route.Forms) is not { } form)
        {
            await Problem.NotAcceptable(string.Join(", ", route.Forms)).Write(http);
            return;
        }

        var tag = ETagOf(route, shown, form);
        http.Response.Headers.Vary = "Accept, Authorization";
        http.Response.Headers.CacheControl = "private, no-cache";
        if (tag is not null && Negotiation.IsNotModified(http, tag))
        {
            http.Response.Headers.ETag = tag;
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var answer = await answering.WithNames(names => route.View(shown with { Names = names }), http.RequestAborted);
        if (answer is not Answer.Not) http.Response.Headers.ETag = tag;
        switch (answer)
        {
            case Answer.View view: await Answering.Write(http, 200, view.Content); break;
            case Answer.Text text: await Answering.WriteText(http, form, text.Write(form)); break;
            case Answer.Not not: await not.Problem.Write(http); break;
            default: throw new InvalidOperationException("An answer is a view, a text or a problem.");
        }
    }

    private static string? ETagOf(ReadRoute route, Shown shown, string form)
    {
        var tag = route.ETag is null ? Answering.ETag(shown.Agreement.Version) : route.ETag(shown);
        // Another form is another representation, so it must not share a strong tag (RFC 9110, 8.8.3).
        return form == route.Forms[0] ? tag : tag?.Insert(tag.Length - 1, "-" + form[(form.LastIndexOfAny(['/', '.']) + 1)..]);
    }
}
