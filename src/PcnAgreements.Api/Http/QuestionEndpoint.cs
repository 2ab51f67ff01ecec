using PcnAgreements.Api.Access;

namespace PcnAgreements.Api.Http;

/// <summary>A question that is not about the folded state of one agreement.</summary>
/// <param name="Http">The request.</param>
/// <param name="Caller">Who is asking.</param>
/// <param name="Path">What the path names.</param>
internal sealed record Asked(HttpContext Http, Caller Caller, Path Path)
{
    /// <summary>The query parameters.</summary>
    public IQueryCollection Query => Http.Request.Query;

    /// <summary>When the client has gone.</summary>
    public CancellationToken Ct => Http.RequestAborted;
}

/// <summary>
/// How questions about anything but one agreement are answered: 401 before, then 404 for a path that names nothing, 406, and what the
/// question itself says.
/// </summary>
internal sealed class QuestionEndpoint(Answering answering)
{
    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http, Func<Asked, Task<Answer>> question)
    {
        if (Path.Of(http) is not { } path)
        {
            await Problem.NotFound().Write(http);
            return;
        }

        if (await ReadEndpoint.Choose(http, ["application/json"]) is not { } form) return;
        await answering.Give(http, form, await question(new(http, Answering.Caller(http), path)));
    }
}
