using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.People;

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

    /// <summary>What else on record the view looks up, so that it is at hand and checked with the agreement.</summary>
    public Action<Agreement, Facts, IQueryCollection> Also { get; init; } = (_, _, _) => { };

    /// <summary>
    /// What its JSON rests on besides the agreement's state and people's names, in words that no other route uses; null where that is more,
    /// such as the time.
    /// </summary>
    public Func<Shown, object>? RestsOn { get; init; }

    /// <summary>Whether <c>?asOf=</c> is honoured.</summary>
    public bool HasPast { get; init; } = true;

    /// <summary>The media types it can be had in, the preferred one first.</summary>
    public IReadOnlyList<string> Forms { get; init; } = ["application/json"];
}

/// <summary>An answer's body: a view, or a problem.</summary>
internal abstract record Answer
{
    private Answer() { }

    /// <summary>A view, written as JSON, or in another form that its route can be had in.</summary>
    public sealed record View(object Content) : Answer
    {
        /// <summary>Writes it in another form than JSON, given its media type; no name is looked up any more.</summary>
        public Func<string, string>? Written { get; init; }

        /// <summary>The same as a file, for the form that is one; null when there is none.</summary>
        public Download? File { get; init; }
    }

    /// <summary>A view in which people are named, written as JSON once all their names are at hand.</summary>
    public sealed record Named(Func<Names, object> Content) : Answer;

    /// <summary>The question cannot be answered.</summary>
    public sealed record Not(Problem Problem) : Answer;

    public static Answer Of(object? view) => view is null ? new Not(Problem.NotFound()) : new View(view);

    /// <summary>A view, or the problem there is with what was asked.</summary>
    public static Answer Of<TView>((TView? View, Problem? Problem) found) where TView : class =>
        found.Problem is { } problem ? problem : Of(found.View);

    public static implicit operator Answer(Problem problem) => new Not(problem);
}

/// <summary>
/// How every question about one agreement is answered from its folded state: 401 before, then 404, 403, 406, the parameters, and 304. While
/// nothing has changed the database does nothing but tell the versions.
/// </summary>
internal sealed class ReadEndpoint(Reading reading, Answering answering, KeptJson kept)
{
    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http, ReadRoute route)
    {
        var (shown, problem) = await Find(http, route.Needs, route.HasPast, route.Also);
        await (problem is null ? Show(http, route, shown!) : problem.Write(http));
    }

    /// <summary>The agreement that a request asks about, as it is now or was then, if the caller may see that much of it.</summary>
    public async Task<(Shown? Shown, Problem? Problem)> Find(
        HttpContext http, SightLevel needs, bool hasPast, Action<Agreement, Facts, IQueryCollection>? also = null)
    {
        var caller = Answering.Caller(http);
        if (Path.Of(http) is not { } path) return (null, Problem.NotFound());
        var (shown, problem) = await reading.Ask(Ask, http.RequestAborted);
        if (problem is not null || !hasPast) return (shown, problem);
        var (asOf, malformed) = AsOf.Of(http);
        if (malformed is not null || asOf is null) return (shown, malformed);
        var (then, missing) = await reading.AsOf(path.Agreement, asOf.Version, asOf.Time, shown!.Now, http.RequestAborted);
        if (missing is not null) return (null, missing);
        // What it rested on then, such as an edition that was left since, need not be what it rests on now.
        var facts = also is null ? shown.Facts : await reading.Ask(AlsoThen, http.RequestAborted);
        return (shown with { Agreement = then!, Facts = facts }, null);

        Facts AlsoThen(Facts facts, DateTimeOffset now)
        {
            also(then!, facts, http.Request.Query);
            return facts;
        }

        (Shown?, Problem?) Ask(Facts facts, DateTimeOffset now)
        {
            if (facts.Agreement(path.Agreement) is not { } agreement) return (null, Problem.NotFound());
            var sight = Sight.Of(agreement, caller, facts, London.DayOf(now));
            also?.Invoke(agreement, facts, http.Request.Query);
            if (sight.Level == SightLevel.None || (sight.Level == SightLevel.Confirmation && needs != SightLevel.Confirmation))
                return (null, Problem.NotFound());
            return sight.Level < needs
                ? (null, Problem.NotEntitled("This agreement shows an auditor its status and its confirmation only."))
                : (new(agreement, path, sight, caller, facts, now, http.Request.Query, null!), null);
        }
    }

    /// <summary>
    /// The tag of an agreement, of which some see less: theirs is another one, so that nobody who may see all from now on is told that
    /// nothing has changed.
    /// </summary>
    public static string TagBySight(Shown shown)
    {
        var tag = Answering.ETag(shown.Agreement.Present);
        return shown.Sight.Level == SightLevel.Full ? tag : Suffixed(tag, "status");
    }

    /// <summary>
    /// The tag of what holds comments as far as its reader may see them; the same for all who see none that is for some alone.
    /// </summary>
    public static string TagWithComments(Shown shown)
    {
        var own = shown.Agreement.Comments.Where(c => c.Internal && c.VisibleTo(shown.Sight.Organisations)).Select(c => c.Organisation);
        var tag = Answering.ETag(shown.Agreement.Present);
        return string.Join('-', own.Distinct().Select(o => $"{o}").Order(StringComparer.Ordinal)) is { Length: > 0 } within
            ? Suffixed(tag, within)
            : tag;
    }

    /// <summary>
    /// The form of something about an agreement that the client wants and has not got yet; null when the answer has been given: 406, or
    /// 304.
    /// </summary>
    public Task<string?> Choose(HttpContext http, IReadOnlyList<string> forms, Shown shown, string? tag) =>
        Choose(http, forms, tag, () => HasLostAName(shown.Agreement, http.RequestAborted));

    /// <summary>
    /// The form that the client wants and has not got yet; null when the answer has been given: 406, or 304. Sets the headers that every
    /// answer has.
    /// </summary>
    public static async Task<string?> Choose(
        HttpContext http, IReadOnlyList<string> forms, string? tag, Func<Task<bool>>? isOutdated = null)
    {
        http.Response.Headers.Vary = "Accept, Authorization";
        if (Negotiation.Choose(http, forms) is not { } form)
        {
            await Problem.NotAcceptable(string.Join(", ", forms)).Write(http);
            return null;
        }

        // Another form is another representation, so it must not share a strong tag (RFC 9110, 8.8.3).
        var its = form == forms[0] || tag is null ? tag : Suffixed(tag, form[(form.LastIndexOfAny(['/', '.']) + 1)..]);
        http.Response.Headers.CacheControl = "private";
        http.Response.Headers.ETag = its;
        if (its is null || !Negotiation.IsNotModified(http, its) || (isOutdated is not null && await isOutdated())) return form;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return null;
    }

    private static string Suffixed(string tag, string suffix) => tag.Insert(tag.Length - 1, "-" + suffix);

    /// <summary>
    /// Whether somebody named in an agreement was erased after its last event: what a client then keeps under the version's tag may still
    /// hold the name. Whoever has a version from after the erasure has it without.
    /// </summary>
    private async Task<bool> HasLostAName(Agreement agreement, CancellationToken ct)
    {
        var nameless = await answering.WithNames(names => agreement.People.Where(p => names.Of(p).Email is null).ToList(), ct);
        return nameless.Count > 0
            && await reading.Ask(
                (facts, _) =>
                    !nameless.All(p => facts.State(StreamId.Of(p)) is Person { ErasedAt: { } at } && at < agreement.ChangedAt), ct);
    }

    private async Task Show(HttpContext http, ReadRoute route, Shown shown)
    {
        var tag = route.ETag is null ? Answering.ETag(shown.Agreement.Present) : route.ETag(shown);
        if (await Choose(http, route.Forms, shown, tag) is not { } form) return;
        if (form == "application/json" && kept.Find(route, shown) is { } known)
        {
            await Answering.WriteJson(http, known);
            return;
        }

        var (answer, named) = await answering.WithNames(
            names => (route.View(shown with { Names = names }), shown with { Names = names }), http.RequestAborted);
        if (form != "application/json" || route.RestsOn is null || answer is not Answer.View { Content: var content })
        {
            await answering.Give(http, form, answer);
            return;
        }

        var json = Json.Write(content);
        kept.Keep(route, named, json);
        await Answering.WriteJson(http, json);
    }
}
