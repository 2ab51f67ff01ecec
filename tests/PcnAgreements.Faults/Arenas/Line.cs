using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PcnAgreements.Faults.Arenas;

/// <summary>What becomes of one append on its way to Postgres and back.</summary>
internal abstract record Fate
{
    private Fate() { }

    /// <summary>Only so many bytes of the request arrive; then the connection is cut.</summary>
    public sealed record RequestCutAfter(int Bytes) : Fate;

    /// <summary>The request arrives whole, of its answer only so many bytes; then the connection is cut.</summary>
    public sealed record AnswerCutAfter(int Bytes) : Fate;

    /// <summary>
    /// The request never arrives; the answer is an error with this SQLSTATE, as the server would give it after a rollback.
    /// </summary>
    public sealed record Refused(string SqlState) : Fate;
}

/// <summary>The way of one instance to Postgres, over which appends can be cut at any byte, or answered by an error.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int server;
    private readonly ConcurrentDictionary<Connection, bool> open = [];
    private readonly ConcurrentQueue<(Fate Fate, Action Met)> fates = [];

    public Line(int server)
    {
        this.server = server;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Accept();
    }

    public int Port { get; }

    /// <summary>The next append over this line meets this; <paramref name="met"/> is told when it has.</summary>
    public void Next(Fate fate, Action met) => fates.Enqueue((fate, met));

    /// <summary>Cuts every connection there is, and says how many there were.</summary>
    public int CutAll()
    {
        var all = open.Keys.ToList();
        foreach (var connection in all) connection.Cut();
        return all.Count;
    }

    /// <summary>Forgets the fates that no append has met yet.</summary>
    public void Calm() => fates.Clear();

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        CutAll();
        return ValueTask.CompletedTask;
    }

    private Fate? NextFate()
    {
        if (!fates.TryDequeue(out var next)) return null;
        next.Met();
        return next.Fate;
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Carry(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task Carry(TcpClient client)
    {
        using var connection = new Connection(client, NextFate);
        open[connection] = true;
        try
        {
            await connection.Carry(server);
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Cut by either side, or by a fault: both sides see it.
        }

        open.TryRemove(connection, out _);
    }
}
