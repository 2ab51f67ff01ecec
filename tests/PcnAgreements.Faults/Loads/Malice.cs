using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace PcnAgreements.Faults.Loads;

/// <summary>What somebody sends who wants nothing but to be a burden.</summary>
internal enum Malice
{
    /// <summary>A header of a byte every half second.</summary>
    SlowHeaders,

    /// <summary>A body of a byte every half second.</summary>
    SlowBody,

    /// <summary>Chunk after chunk, as fast as they are taken.</summary>
    EndlessBody,

    /// <summary>What is not HTTP.</summary>
    Garbage,

    /// <summary>A request that ends in the middle, from one who goes on listening.</summary>
    HalfClosed,
}

/// <summary>How one of them was got rid of.</summary>
/// <param name="How">The status it was answered, or that its connection was closed without one.</param>
/// <param name="After">How long it was kept.</param>
/// <param name="WasDropped">False where it was still there at the end.</param>
internal sealed record Dropped(Malice Malice, string How, TimeSpan After, bool WasDropped);

/// <summary>Sends malicious requests, and sees how soon each is dropped.</summary>
/// <param name="port">Where the service listens.</param>
/// <param name="target">The path of a POST, and the token of somebody who may.</param>
/// <param name="patience">How long anybody like this may be kept.</param>
internal sealed class MaliciousClient(int port, (string Path, string Token) target, TimeSpan patience)
{
    private static readonly byte[] Chunk = [.. "4000\r\n"u8, .. Enumerable.Repeat((byte)' ', 0x4000), .. "\r\n"u8];

    /// <summary>Sends one, and waits until the other side has closed the connection.</summary>
    public async Task<Dropped> Send(Malice malice)
    {
        using var enough = new CancellationTokenSource(patience);
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var began = Stopwatch.GetTimestamp();
        var sending = Quietly(() => Send(malice, socket.Client, enough.Token));
        var answer = new List<byte>();
        await Quietly(async () =>
        {
            var buffer = new byte[4096];
            for (int count; (count = await socket.Client.ReceiveAsync(buffer, enough.Token)) > 0;) answer.AddRange(buffer[..count]);
        });
        var (after, wasDropped) = (Stopwatch.GetElapsedTime(began), !enough.IsCancellationRequested);
        await enough.CancelAsync();
        await sending;
        return new(malice, StatusIn([.. answer]), after, wasDropped);
    }

    /// <summary>The findings about some of them: who was kept.</summary>
    public static IEnumerable<string> Kept(IEnumerable<Dropped> dropped) =>
        dropped.Where(d => !d.WasDropped).GroupBy(d => d.Malice)
            .Select(g => $"{g.Count()} × {g.Key} were still there after {g.Max(d => d.After).TotalSeconds:0} s");

    private async Task Send(Malice malice, Socket socket, CancellationToken ct)
    {
        switch (malice)
        {
            case Malice.SlowHeaders:
                await socket.SendAsync(Begin("X-Slow: "), ct);
                await Forever(async () =>
                {
                    await socket.SendAsync("x"u8.ToArray(), ct);
                    await Task.Delay(500, ct);
                });
                break;
            case Malice.SlowBody:
                await socket.SendAsync(Begin("Content-Length: 900000\r\n\r\n{"), ct);
                await Forever(async () =>
                {
                    await socket.SendAsync(" "u8.ToArray(), ct);
                    await Task.Delay(500, ct);
                });
                break;
            case Malice.EndlessBody:
                await socket.SendAsync(Begin("Transfer-Encoding: chunked\r\n\r\n"), ct);
                await Forever(async () => await socket.SendAsync(Chunk, ct));
                break;
            case Malice.Garbage:
                await socket.SendAsync(Enumerable.Range(0, 2_000).Select(n => (byte)(n * 151)).ToArray(), ct);
                break;
            default:
                await socket.SendAsync(Begin("Content-Length: 1000\r\n\r\n{\"body\""), ct);
                socket.Shutdown(SocketShutdown.Send);
                break;
        }

        static async Task Forever(Func<Task> act)
        {
            while (true) await act();
        }
    }

    private byte[] Begin(string rest) => Encoding.ASCII.GetBytes(
        $"POST {target.Path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {target.Token}\r\n"
        + $"Content-Type: application/json\r\n{rest}");

    private static string StatusIn(byte[] answer) =>
        Encoding.ASCII.GetString(answer).Split(' ', 3) is ["HTTP/1.1", { Length: 3 } status, ..] ? status : "closed";

    private static async Task Quietly(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side has had enough of it; or patience has ended.
        }
    }
}
