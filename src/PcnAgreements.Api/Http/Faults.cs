using Microsoft.AspNetCore.Diagnostics;
using PcnAgreements.Api.Observability;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Http;

/// <summary>What becomes of a fault: the client gets a problem without a trace of the inside, the log gets the fault.</summary>
internal sealed partial class Faults(ILogger<Faults> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(Body.FileLimit),
            BadHttpRequestException bad => Problem.Malformed("The request is not well-formed HTTP.") with
            {
                Status = bad.StatusCode is 408 ? 408 : 400
            },
            LogUnavailableException unavailable => Problem.Unavailable(unavailable.Message),
            OutcomeUnknownException => Problem.Unavailable(),
            LogDamagedException damaged => Problem.NotSound(damaged.Message),
            _ => Problem.Unexpected(),
        };
        if (problem.Status >= 500)
        {
            var (method, route) = LoggedRequest.Of(httpContext);
            Note(log, exception, method, route, problem.Slug, Problem.TraceOf(httpContext));
        }

        await problem.Write(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed: {Slug} {TraceId}")]
    private static partial void Note(ILogger log, Exception fault, string method, string route, string slug, string traceId);
}
