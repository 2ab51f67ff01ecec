using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Workload;

/// <summary>Sends operations and notes every attempt.</summary>
internal sealed class Sender(IReadOnlyDictionary<string, string> tokens, History history)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Sends an operation to an instance, once; never throws.</summary>
    public async Task<(Attempt Attempt, byte[] Body)> Send(Operation operation, Instance instance)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var request = Request(operation);
        var invoked = Stopwatch.GetTimestamp();
        Attempt attempt;
        byte[] body = [];
        try
        {
            using var answer = await instance.Http.SendAsync(request, patience.Token);
            body = await answer.Content.ReadAsByteArrayAsync(patience.Token);
            var (version, epoch, tag) = Tag(answer.Headers);
            attempt = new(
                operation.Id, instance.Number, invoked, Stopwatch.GetTimestamp(), (int)answer.StatusCode, version, tag, Hash(body),
                Index(answer.Headers)) { Epoch = epoch, Problem = answer.IsSuccessStatusCode ? null : ProblemIn(body) };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            attempt = new(operation.Id, instance.Number, invoked, Stopwatch.GetTimestamp(), 0, 0, 0, 0, null);
        }

        history.Add(attempt);
        if (operation.IsRead && attempt.IsAcknowledged) Note(operation, attempt, body);
        if (attempt.IsRefused && DateTimeOffset.UtcNow < operation.Before && SaysTooLate(body)) history.WronglyLate.Add(operation.Id);
        return (attempt, body);
    }

    private HttpRequestMessage Request(Operation operation)
    {
        var request = new HttpRequestMessage(operation.Method, $"/api/v1{operation.Path}");
        request.Headers.Authorization = new("Bearer", tokens[operation.Person]);
        if (!operation.IsRead) request.Headers.TryAddWithoutValidation("Idempotency-Key", operation.Mark);
        if (operation.IfMatch is { } tag) request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (operation.Body is not { } body) return request;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    private void Note(Operation operation, Attempt attempt, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.TryGetProperty("textHash", out var text))
            history.Add(operation.Id, new(operation.Stream!, attempt.Version, null, text.GetString()!));
        else if (json.RootElement.TryGetProperty("hash", out var hash))
            history.Add(
                operation.Id, new(operation.Stream!, attempt.Version, json.RootElement.GetProperty("key").GetString(), hash.GetString()!));
    }

    // Postgres stands on the same machine: its clock is the harness's own.
    private static bool SaysTooLate(ReadOnlySpan<byte> body) =>
        body.IndexOf("nothing can be changed since"u8) >= 0 || body.IndexOf("has passed"u8) >= 0;

    // "v42" of an agreement, "v42.2" after a restore; "c1-e3-9f3a01bc-v42" of a clause, of whose words only the part before the version
    // speaks.
    private static (long Version, int Epoch, ulong Tag) Tag(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("ETag", out var tags) || tags.FirstOrDefault() is not { } tag) return (0, 0, 0);
        var at = tag.LastIndexOf('v');
        var version = at < 0 ? [] : tag[(at + 1)..^1].Split('.');
        return (
            version.Length > 0 ? long.Parse(version[0]) : 0, version.Length > 1 ? int.Parse(version[1]) : 0,
            at > 1 ? Hash(Encoding.ASCII.GetBytes(tag[..at])) : 0);
    }

    // The last part of the type of a problem document; one string for each there is.
    private static string? ProblemIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("type", out var type) && type.GetString() is { } uri
                ? string.Intern(uri[(uri.LastIndexOf('/') + 1)..])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Index(HttpResponseHeaders headers) =>
        headers.TryGetValues("Log-Index", out var values) && long.TryParse(values.First(), out var index) ? index : null;

    private static ulong Hash(byte[] bytes) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
}
