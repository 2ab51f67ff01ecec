using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Workload;

namespace PcnAgreements.Faults.Loads;

/// <summary>Somebody who asks for much, again and again over one connection, and reads nothing of it.</summary>
/// <param name="instance">Whom they ask.</param>
/// <param name="token">Of somebody at the convenor.</param>
internal sealed class SlowReader(Instance instance, string token)
{
    // More than the buffers between the two can hold.
    private const int Requests = 24;

    /// <summary>How long the service bore it; null when it did for the whole time.</summary>
    public async Task<TimeSpan?> Ask(TimeSpan atMost)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {await MakeMuchText()} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\n\r\n");
        using var patience = new CancellationTokenSource(atMost);
        // What is sent to somebody who does not read stays with the sender.
        using var client = new TcpClient { NoDelay = true, ReceiveBufferSize = 4_096 };
        await client.ConnectAsync("127.0.0.1", instance.Port, patience.Token);
        var since = Stopwatch.StartNew();
        try
        {
            for (var n = 0; n < Requests; n++) await client.GetStream().WriteAsync(request, patience.Token);
            // Only who sends is told of a reset without reading.
            for (; ; await Task.Delay(500, patience.Token)) await client.GetStream().WriteAsync("\r\n"u8.ToArray(), patience.Token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return since.Elapsed;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<string> MakeMuchText()
    {
        var agreement = (await Write("/agreements", new
        {
            title = "Much text", kind = "network", convenor = Cast.Pcn, parties = new[] { new { ods = Cast.Ods(0), role = "core" } },
        })).GetProperty("id").GetString();
        for (var n = 0; n < 4; n++) await Write($"/agreements/{agreement}/clauses", new { body = new string('x', 95_000) });
        return $"/api/v1/agreements/{agreement}/clauses?limit=500";
    }

    private async Task<JsonElement> Write(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1{path}") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await instance.Http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
