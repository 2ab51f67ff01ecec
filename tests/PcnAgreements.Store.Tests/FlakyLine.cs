using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PcnAgreements.Store.Tests;

/// <summary>A line to Postgres that a test can make deaf, cut, and close: what was sent arrives, and the answer does not.</summary>
public sealed class FlakyLine : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> connections = [];
    private readonly NpgsqlConnectionStringBuilder target;
    private volatile bool deaf;
    private volatile bool closed;
    private volatile TaskCompletionSource? release;
    private TaskCompletionSource holding = new();

    public FlakyLine(string connectionString)
    {
        target = new(connectionString);
        listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        }.ConnectionString;
        _ = Accept();
    }

    /// <summary>The same database, over this line.</summary>
    public string ConnectionString { get; }

    /// <summary>From now on nothing comes back from the server.</summary>
    public void GoDeaf() => deaf = true;

    /// <summary>From now on what the server answers waits on the line until <see cref="Mend"/>.</summary>
    public void HoldBack()
    {
        holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Completes once an answer waits.</summary>
    public Task HoldingBack => holding.Task;

    /// <summary>Ends every connection, and takes no new one until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        closed = true;
        foreach (var connection in connections) connection.Dispose();
    }

    /// <summary>Takes new connections, and lets answers through.</summary>
    public void Mend()
    {
        closed = deaf = false;
        release?.TrySetResult();
        release = null;
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        listener.Dispose();
        release?.TrySetResult();
        return ValueTask.CompletedTask;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                if (closed)
                {
                    client.Dispose();
                    continue;
                }

                var server = new TcpClient();
                connections.Add(client);
                connections.Add(server);
                await server.ConnectAsync(target.Host!, target.Port);
                _ = Carry(client, server, () => Task.FromResult(true));
                _ = Carry(server, client, LetsThrough);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task<bool> LetsThrough()
    {
        if (release is { } waiting)
        {
            holding.TrySetResult();
            await waiting.Task;
        }

        return !deaf;
    }

    private static async Task Carry(TcpClient from, TcpClient to, Func<Task<bool>> letsThrough)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var count and > 0)
            {
                if (await letsThrough()) await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut: the other side is told below.
        }

        to.Dispose();
    }
}
