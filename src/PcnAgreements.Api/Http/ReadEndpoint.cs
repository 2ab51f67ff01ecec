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
internal sealed record Shown(
    Agreement Agreement, Path Path, Sight Sight, Caller Caller, Facts Facts, DateTimeOffset Now, IQueryCollection Query);

/// <summary>One way of showing an agreement, or a part of it, from its folded state.</summary>
/// <param name="View">Whether there is an answer, and how its body is made; or the problem there is with the question.</param>
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

/// <summary>An answer: a view, or a problem.</summary>
internal abstract record Answer
{
    private Answer() { }

    /// <summary>
    /// There is an answer; its body is made only when it is sent, so that whoever has it already costs no more than finding that out. A
    /// body in which people are named is made again once all their names are at hand.
    /// </summary>
    public sealed record View(Func<Names, object> Content) : Answer
    {
        /// <summary>Writes the body as text of a media type; null when there is none.</summary>
        public Func<Names, string, string>? Written { get; init; }

        /// <summary>The same as a file, for the form that is neither JSON nor text; null when there is none.</summary>
        public Func<Names, Download>? File { get; init; }
    }

    /// <summary>The question cannot be answered.</summary>
    public sealed record Not(Problem Problem) : Answer;

    /// <summary>A view that is made already; 404 where there is none.</summary>
    public static Answer Of(object? view) => view is null ? Problem.NotFound() : new View(_ => view);

    /// <summary>A view of what was found; 404 where nothing was.</summary>
    public static Answer Of<TFound>(TFound? found, Func<TFound, Names, object> show) where TFound : class =>
        found is null ? Problem.NotFound() : new View(names => show(found, names));

    /// <summary>A view of each item of a page; or the problem there is with what was asked.</summary>
    public static Answer Of<TItem, TView>((PageView<TItem>? Page, Problem? Problem) found, Func<TItem, Names, TView> show) =>
        found.Problem is { } problem ? problem : Of(found.Page, (page, names) => page.Select(item => show(item, names)));

    public static implicit operator Answer(Problem problem) => new Not(problem);
}

/// <summary>
/// How every question about one agreement is answered from its folded state: 401 before, then 404, 403, 406, the parameters, and 304, which
/// only stands for what could be answered (RFC 9110, 13.2.1). While nothing has changed the database does nothing but tell the versions.
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
            return MayNot(sight.Level, needs) is { } refusal
                ? (null, Problem.Of(refusal))
                : (new(agreement, path, sight, caller, facts, now, http.Request.Query), null);
        }
    }

    /// <summary>Why somebody may not see that much of an agreement of which they see so much; null when they may.</summary>
    public static Refusal? MayNot(SightLevel level, SightLevel needs)
    {
        if (level == SightLevel.None || (level == SightLevel.Confirmation && needs != SightLevel.Confirmation))
            return new Refusal.NotFound("There is no such thing, or it is not for you to see.");
        return level < needs ? new Refusal.NotEntitled("This agreement shows an auditor its status and its confirmation only.") : null;
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

    /// <summary>The form that the client wants; null when the answer has been given: 406. Sets the headers that every answer has.</summary>
    public static async Task<string?> Choose(HttpContext http, IReadOnlyList<string> forms)
    {
        http.Response.Headers.Vary = "Accept, Authorization";
        http.Response.Headers.CacheControl = "private";
        if (Negotiation.Choose(http, forms) is { } form) return form;
        await Problem.NotAcceptable(string.Join(", ", forms)).Write(http);
        return null;
    }

    /// <summary>
    /// Whether the client has an answer about an agreement already, of which it is told then: 304. To be asked last, once it is sure that
    /// there is one.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="shown">What is shown.</param>
    /// <param name="form">The form chosen.</param>
    /// <param name="usual">The form that has the tag as it is.</param>
    /// <param name="tag">The answer's tag; null when it has none.</param>
    public async Task<bool> IsKnown(HttpContext http, Shown shown, string form, string usual, string? tag)
    {
        if (tag is null) return false;
        // Another form is another representation, so it must not share a strong tag (RFC 9110, 8.8.3).
        var its = form == usual ? tag : Suffixed(tag, form[(form.LastIndexOfAny(['/', '.']) + 1)..]);
        http.Response.Headers.ETag = its;
        if (!Negotiation.IsNotModified(http, its) || await HasLostAName(shown.Agreement, http.RequestAborted)) return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
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
        if (await Choose(http, route.Forms) is not { } form) return;
        var isJson = form == "application/json";
        var known = isJson ? kept.Find(route, shown) : null;
        var answer = known is null ? route.View(shown) : null;
        if (answer is not Answer.Not)
        {
            var tag = route.ETag is null ? Answering.ETag(shown.Agreement.Present) : route.ETag(shown);
            if (await IsKnown(http, shown, form, route.Forms[0], tag)) return;
        }

        if (known is null && isJson && route.RestsOn is not null && answer is Answer.View view)
        {
            var (content, names) = await answering.WithNames(names => (view.Content(names), names), http.RequestAborted);
            known = Json.Write(content);
            kept.Keep(route, shown, names, known);
        }

        await (known is null ? answering.Give(http, form, answer!) : Answering.WriteJson(http, known));
    }
}
