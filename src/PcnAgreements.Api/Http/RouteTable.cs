using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Http;

/// <summary>How routes are put into the table of contents: one line each, with what the OpenAPI document says of it.</summary>
internal static class RouteTable
{
    /// <summary>A question about one agreement, answered from its folded state.</summary>
    public static RouteHandlerBuilder Get<TView>(this RouteGroupBuilder group, string pattern, string summary, ReadRoute route) => group
        .MapGet(pattern, (HttpContext http, ReadEndpoint endpoint) => endpoint.Handle(http, route))
        .WithSummary(summary).Produces<TView>(200, route.Forms[0], [.. route.Forms.Skip(1)]).Produces(304)
        .WithMetadata(new HasAsOf(route.HasPast));

    /// <summary>A question that takes more than one folded state to answer.</summary>
    public static RouteHandlerBuilder Question<TView>(
        this RouteGroupBuilder group, string pattern, string summary, Delegate handler, IReadOnlyList<string>? forms = null,
        bool hasPast = true) => group
        .MapGet(pattern, handler).WithSummary(summary).Produces<TView>(200, forms?[0], [.. forms?.Skip(1) ?? []])
            .WithMetadata(new HasAsOf(hasPast));

    /// <summary>A question about anything but one agreement, answered by whoever knows.</summary>
    public static RouteHandlerBuilder Ask<TQuestions, TView>(
        this RouteGroupBuilder group, string pattern, string summary, Func<TQuestions, Asked, Task<Answer>> question, bool hasPast = false)
        where TQuestions : notnull => group
        .Question<TView>(
            pattern, summary,
            (HttpContext http, QuestionEndpoint endpoint, TQuestions questions) =>
                endpoint.Handle(http, asked => question(questions, asked)), hasPast: hasPast);

    /// <summary>Says which query parameters a question takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params IEnumerable<TakesQuery> parameters) =>
        route.WithMetadata([.. parameters]);

    /// <summary>A command on one agreement.</summary>
    public static RouteHandlerBuilder Command<TBody, TCommand, TView>(
        this RouteGroupBuilder group, string method, string pattern, string summary, CommandRoute<TBody, TCommand> route)
        where TBody : notnull where TCommand : AgreementCommand =>
        group.Command<TBody, TView>(method, pattern, summary, route.Journey);

    /// <summary>A command, on whatever it is.</summary>
    public static RouteHandlerBuilder Command<TBody, TView>(
        this RouteGroupBuilder group, string method, string pattern, string summary, Journey<TBody> journey) where TBody : notnull
    {
        var route = group
            .MapMethods(pattern, [method], (HttpContext http, CommandEndpoint endpoint) => endpoint.Handle(http, journey))
            .WithSummary(summary)
            .Accepts(journey.Form.Shown, journey.Form.Types[0], [.. journey.Form.Types.Skip(1)])
            .WithMetadata(new IsCommand(journey.NeedsIfMatch, journey.NeedsIfMatch && journey.SparesIfMatch is null));
        if (typeof(TView) == typeof(Routes.NoBody)) return route.Produces(204);
        if (!journey.Makes || method == HttpMethods.Put) route.Produces<TView>();
        return journey.Makes ? route.Produces<TView>(201) : route;
    }
}

/// <summary>That a route honours <c>?asOf=</c>, for the OpenAPI document.</summary>
internal sealed record HasAsOf(bool Value);

/// <summary>
/// That a route is a command, and whether it takes a clause's <c>If-Match</c>, and always needs it, for the OpenAPI document.
/// </summary>
internal sealed record IsCommand(bool TakesIfMatch, bool NeedsIfMatch);

/// <summary>That a route honours <c>If-Match</c> with the agreement's tag, for the OpenAPI document.</summary>
internal sealed record HonoursIfMatch;

/// <summary>That a question can come too early, or too late, for the state of the agreement, for the OpenAPI document.</summary>
internal sealed record DependsOnState;
