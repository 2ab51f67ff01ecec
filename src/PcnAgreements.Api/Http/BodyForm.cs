using FluentValidation;
using Microsoft.Net.Http.Headers;

namespace PcnAgreements.Api.Http;

/// <summary>What a route takes as its body, and how that is read: 413, 415 and 400 in the contract's order.</summary>
/// <typeparam name="TBody">What the body says.</typeparam>
/// <param name="Types">The media types taken, the usual one first.</param>
/// <param name="Limit">The most bytes.</param>
/// <param name="Content">Reads the bytes; the problem when they are malformed.</param>
internal sealed record BodyForm<TBody>(
    IReadOnlyList<string> Types, int Limit, Func<HttpContext, Body, ValueTask<(TBody? Content, Problem? Problem)>> Content)
{
    /// <summary>What the body is, for the OpenAPI document.</summary>
    public Type Shown { get; init; } = typeof(TBody);

    /// <summary>JSON; no body at all is an empty object.</summary>
    public static BodyForm<TBody> Json { get; } = new(["application/json"], Body.JsonLimit, (http, body) => new(OfJson(http, body)));

    /// <summary>A merge patch; one that is empty, not even an object, is none.</summary>
    public static BodyForm<TBody> Patch { get; } = Json with
    {
        Types = ["application/merge-patch+json", "application/json"],
        Content = (http, body) =>
            new(
                body.Bytes.Length == 0
                    ? (default, Problem.Malformed("The body is empty: a merge patch is a JSON object."))
                    : OfJson(http, body)),
    };

    /// <summary>What the body says, or the problem with it.</summary>
    public async ValueTask<(TBody? Content, Problem? Problem)> Read(HttpContext http, Body body)
    {
        // Nothing is unpacked: who says that it is packed is told so, whatever it looks like.
        if (http.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding
            && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return (default, Problem.UnsupportedCoding());
        var none = body is { ContentType: "", Bytes.Length: 0 };
        return none || Types.Contains(body.ContentType)
            ? await Content(http, body)
            : (default, Problem.UnsupportedMedia(string.Join(" or ", Types)));
    }

    /// <summary>
    /// Reads JSON and checks its shape: the members and types by the type itself, the rest by its validator, if it has one.
    /// </summary>
    public static (TBody? Content, Problem? Problem) OfJson(HttpContext http, Body body)
    {
        if (!IsUtf8(http.Request)) return (default, Problem.UnsupportedMedia("the body in UTF-8, as JSON is (RFC 8259)"));
        var (content, malformed) = Http.Json.Read<TBody>(body.Bytes.Length == 0 ? "{}"u8 : body.Bytes);
        return malformed is null && http.RequestServices.GetService<IValidator<TBody>>()?.Validate(content!) is { IsValid: false } result
            ? (default, Problem.Malformed(string.Join(' ', result.Errors.Select(e => e.ErrorMessage))))
            : (content, malformed);
    }

    private static bool IsUtf8(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.Charset is not { Length: > 0 } charset
            || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
}
