using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests;

/// <summary>One person's calls to the service.</summary>
/// <param name="http">Where to.</param>
/// <param name="email">Who they are.</param>
/// <param name="token">Their token; null sends none.</param>
public sealed class Talk(HttpClient http, string email, Func<Task<string>>? token)
{
    /// <summary>Their address.</summary>
    public string Email => email;

    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Reply> Post(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public Task<Reply> Put(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, headers);

    public Task<Reply> Patch(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, path, body, headers);

    public Task<Reply> Delete(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, body, headers);

    /// <summary>
    /// Sends a request below the base path (or, from the root, one that begins with <c>//</c>) and reads the answer whole. A body of text
    /// or bytes, or content already, is sent as it is.
    /// </summary>
    public async Task<Reply> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = await Request(method, path, body, headers);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(answer, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for the headers alone: whoever asked disposes the answer.</summary>
    public async Task<HttpResponseMessage> Head(string path)
    {
        using var request = await Request(HttpMethod.Head, path, null, []);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Begins to read an answer that goes on: whoever asked disposes it.</summary>
    public Task<HttpResponseMessage> Open(string path, params (string Name, string Value)[] headers) => Open(path, HttpMethod.Get, headers);

    /// <summary>Begins to read the answer to a request without a body: whoever asked disposes it.</summary>
    public async Task<HttpResponseMessage> Open(string path, HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var request = await Request(method, path, null, headers);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private async Task<HttpRequestMessage> Request(HttpMethod method, string path, object? body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : $"/api/v1{path}");
        if (token is not null) request.Headers.Authorization = new("Bearer", await token());
        if (body is HttpContent content) request.Content = content;
        else if (body is not null)
        {
            var text = body as string ?? (body is byte[] ? "" : JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
            request.Content = body is byte[] bytes
                ? new ByteArrayContent(bytes)
                : new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers)
        {
            if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return request;
    }
}

/// <summary>An answer, read whole.</summary>
public sealed class Reply(HttpResponseMessage answer, byte[] bytes)
{
    private readonly string text = Encoding.UTF8.GetString(bytes);

    public int Status { get; } = (int)answer.StatusCode;

    public string Text => text;

    public byte[] Bytes => bytes;

    /// <summary>The name that a file is to be saved under; null for what is no file.</summary>
    public string? FileName { get; } = answer.Content.Headers.ContentDisposition is { } file ? file.FileNameStar ?? file.FileName : null;

    public string? ETag { get; } = answer.Headers.TryGetValues("ETag", out var tags) ? tags.Single() : null;

    public string? Location { get; } = answer.Headers.Location?.OriginalString;

    /// <summary>Where what was written stands in the proof log; null when it does not say.</summary>
    public long? LogIndex { get; } = answer.Headers.TryGetValues("Log-Index", out var indices)
        ? long.Parse(indices.Single(), CultureInfo.InvariantCulture)
        : null;

    public string? MediaType { get; } = answer.Content.Headers.ContentType?.MediaType;

    public HttpResponseHeaders Headers { get; } = answer.Headers;

    public JsonNode Json => JsonNode.Parse(text)!;

    public JsonNode this[string member] => Json[member].ShouldNotBeNull($"{member} in {text}");

    public JsonArray Items => this["items"].AsArray();

    /// <summary>The last part of a problem's type.</summary>
    public string Slug => this["type"].GetValue<string>().Split('/')[^1];

    /// <summary>This answer, once it is sure that it has a status.</summary>
    public Reply Is(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>That it is a problem of a kind.</summary>
    public Reply Is(int status, string slug)
    {
        Is(status).Slug.ShouldBe(slug, Text);
        MediaType.ShouldBe("application/problem+json");
        return this;
    }
}
