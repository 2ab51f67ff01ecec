using System.Text;
using PcnAgreements.Proof.Checkpoints;

namespace PcnAgreements.Witness;

/// <summary>
/// The witness over HTTP, by the C2SP witness protocol: <c>POST /add-checkpoint</c> and <c>GET /{origin hash}/checkpoint</c>.
/// </summary>
public static class WitnessServer
{
    // A checkpoint with the most hashes and a hundred signatures stays far below this.
    private const int LargestBody = 64 * 1024;

    /// <summary>A server that is ready to be run.</summary>
    /// <param name="witnessing">What decides.</param>
    /// <param name="memory">What is shown to monitors.</param>
    /// <param name="url">Where it listens.</param>
    public static WebApplication Build(Witnessing witnessing, Memory memory, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url).ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = LargestBody;
            k.AddServerHeader = false;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        var app = builder.Build();
        app.MapPost("/add-checkpoint", async (HttpRequest request, ILogger<Witnessing> log, CancellationToken ct) =>
        {
            using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            string body;
            try
            {
                body = await reader.ReadToEndAsync(ct);
            }
            catch (DecoderFallbackException)
            {
                return Results.BadRequest();
            }

            if (!AddCheckpoint.TryParse(body, out var add)) return Results.BadRequest();
            var answer = witnessing.Add(add);
            if (answer is Answer.Inconsistent)
                log.LogWarning("A log showed a history that does not follow from the last: {Checkpoint}", add.Note.Text);
            return ToHttp(answer);
        });
        app.MapGet("/{name}/checkpoint", (string name) =>
            name.Length == 64 && name.All(char.IsAsciiHexDigitLower) && memory.Recall(name) is { } note
                ? Results.Text(note.ToString(), "text/plain", Encoding.UTF8)
                : Results.NotFound());
        return app;
    }

    private static IResult ToHttp(Answer answer) => answer switch
    {
        Answer.Cosigned cosigned => Results.Text($"{cosigned.Signature}\n", "text/plain", Encoding.UTF8),
        Answer.BadRequest bad => Results.Text(bad.Why, "text/plain", Encoding.UTF8, StatusCodes.Status400BadRequest),
        Answer.UnknownLog => Results.StatusCode(StatusCodes.Status404NotFound),
        Answer.NotSigned => Results.StatusCode(StatusCodes.Status403Forbidden),
        Answer.OtherSize other => new SizeResult(other.Size),
        _ => Results.StatusCode(StatusCodes.Status422UnprocessableEntity),
    };

    // The protocol names the media type exactly: no charset.
    private sealed class SizeResult(long size) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status409Conflict;
            httpContext.Response.ContentType = AddCheckpoint.SizeMediaType;
            return httpContext.Response.WriteAsync(FormattableString.Invariant($"{size}\n"), httpContext.RequestAborted);
        }
    }
}
