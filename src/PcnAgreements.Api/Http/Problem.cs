using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Http;

/// <summary>
/// An error as a client meets it (RFC 9457). The closed list of slugs is the contract's; only here do kinds of refusal get numbers.
/// </summary>
/// <param name="Slug">What <c>type</c> ends in.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem, the same for every occurrence.</param>
/// <param name="Detail">This occurrence, in a sentence that helps.</param>
internal sealed record Problem(string Slug, int Status, string Title, string Detail)
{
    /// <summary>Where the descriptions of the types stand.</summary>
    public const string TypeBase = "https://pcn-agreements.example/problems/";

    /// <summary>What is wrong where: JSON pointer to messages.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>>? Errors { get; init; }

    /// <summary>Further members of the document, such as <c>current</c> and <c>unmet</c>.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Further headers of the answer, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    public static Problem Malformed(string detail) => new("malformed", 400, "The request is not well-formed", detail);

    public static Problem Unauthenticated(string detail) =>
        new("unauthenticated", 401, "No or bad token", detail) { Headers = Header("WWW-Authenticate", "Bearer") };

    public static Problem NotEntitled(string detail) => new("not-entitled", 403, "You may not do this", detail);

    public static Problem NotFound(string detail = "There is no such thing, or it is not for you to see.") =>
        new("not-found", 404, "Not found", detail);

    public static Problem MethodNotAllowed(string allow) =>
        new("method-not-allowed", 405, "This method is not possible here", $"Possible here: {allow}.") { Headers = Header("Allow", allow) };

    public static Problem NotAcceptable(string available) =>
        new("not-acceptable", 406, "Not to be had in that form", $"It can be had as {available}.");

    public static Problem WrongState(string detail) => new("wrong-state", 409, "Not possible in the present state", detail);

    public static Problem Conflict() => new(
        "conflict", 409, "Too many changes at once", "Others kept changing what this rests on. Nothing was recorded; try again.");

    public static Problem PreconditionRequired() => new(
        "precondition-required", 428, "If-Match is missing",
        "Send If-Match with the clause's etag, so that nobody's change is overwritten unseen.");

    public static Problem TooLarge(long limit) => new("too-large", 413, "Too large", $"The body may have at most {limit:N0} bytes.");

    public static Problem UnsupportedMedia(string taken) =>
        new("unsupported-media", 415, "This type of content is not taken", $"Send {taken}.");

    public static Problem UnsupportedCoding() => UnsupportedMedia("the body as it is, in no content coding") with
    {
        Headers = Header("Accept-Encoding", "identity"),
    };

    public static Problem Invalid(string at, string message) => Of(Refusal.Invalid.At(at, message));

    public static Problem IdempotencyMismatch() => new(
        "idempotency-mismatch", 422, "The key was used for something else",
        "This Idempotency-Key was used before with another body or query. Use a new key.");

    public static Problem RateLimited(int seconds) => new("rate-limited", 429, "Too many requests", $"Try again in {seconds} s.")
    {
        Headers = Header("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    public static Problem Unavailable(string why = "The database cannot be reached or is busy.") =>
        new("unavailable", 503, "Cannot serve this now", $"{why} Try again shortly.")
    {
        Headers = Header("Retry-After", "2"),
    };

    /// <summary>Waiting does not help: somebody must see to it.</summary>
    public static Problem NotSound(string why) => Unavailable() with { Detail = why };

    public static Problem Unexpected() =>
        new("unexpected", 500, "Something went wrong here", "The fault has been noted under this trace id.");

    /// <summary>The problem a refusal is; <paramref name="current"/> shows the clause as it stands for a stale <c>If-Match</c>.</summary>
    public static Problem Of(Refusal refusal, Func<Refusal.PreconditionFailed, object?>? current = null) => refusal switch
    {
        Refusal.Malformed r => Malformed(r.Detail),
        Refusal.NotFound r => NotFound(r.Detail),
        Refusal.NotEntitled r => NotEntitled(r.Detail),
        Refusal.WrongState { Unmet.IsEmpty: false } r => WrongState(r.Detail) with { More = Member("unmet", r.Unmet) },
        Refusal.WrongState r => WrongState(r.Detail),
        Refusal.PreconditionFailed r => new("precondition-failed", 412, "It has changed since you read it", r.Detail)
        {
            More = current?.Invoke(r) is { } clause ? Member("current", clause) : ImmutableDictionary<string, object?>.Empty,
        },
        Refusal.ClauseChanged r => new("clause-changed", 409, "The clause has changed", r.Detail) { More = Member("revision", r.Current) },
        Refusal.TextChanged r => new("text-changed", 409, "The text has changed", r.Detail),
        Refusal.Invalid r => new("invalid", 422, "It breaks a rule", r.Detail) { Errors = r.Errors },
        _ => throw new UnreachableException($"No problem stands for {refusal.GetType().Name}."),
    };

    /// <summary>The trace id of a request, by which the log's lines of it are found.</summary>
    public static string TraceOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    /// <summary>Answers with this problem.</summary>
    public async Task Write(HttpContext http)
    {
        if (http.Response.HasStarted) return;
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/problem+json";
        http.Response.Headers.ETag = default;
        http.Response.Headers.CacheControl = "no-store";
        foreach (var (name, value) in Headers) http.Response.Headers[name] = value;
        var document = new JsonObject
        {
            ["type"] = TypeBase + Slug, ["title"] = Title, ["status"] = Status, ["detail"] = Detail, ["instance"] = http.Request.Path.Value,
            ["traceId"] = TraceOf(http),
        };
        if (Errors is not null) document["errors"] = JsonSerializer.SerializeToNode(Errors, Json.Options);
        foreach (var (name, value) in More) document[name] = JsonSerializer.SerializeToNode(value, Json.Options);
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document, Json.Options), http.RequestAborted);
    }

    private static ImmutableDictionary<string, string> Header(string name, string value) =>
        ImmutableDictionary<string, string>.Empty.Add(name, value);

    private static ImmutableDictionary<string, object?> Member(string name, object? value) =>
        ImmutableDictionary<string, object?>.Empty.Add(name, value);
}
