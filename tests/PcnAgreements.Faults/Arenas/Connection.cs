using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace PcnAgreements.Faults.Arenas;

/// <summary>
/// One connection over a line. Requests are read message by message (Postgres' frontend protocol, version 3), so that an append, which is a
/// Bind of the one statement that calls <c>pcn.append</c>, can be told from all else; what belongs together up to its Sync goes on
/// together.
/// </summary>
internal sealed class Connection(TcpClient client, Func<Fate?> next) : IDisposable
{
    private static readonly byte[] Append = "pcn.append("u8.ToArray();
    private readonly TcpClient server = new() { NoDelay = true };
    private readonly HashSet<string> appends = [];
    private readonly List<byte> together = [];
    private int? answerLeft;
    private string? refusal;
    private bool isAppend;

    /// <summary>Carries until either side ends.</summary>
    public async Task Carry(int port)
    {
        client.NoDelay = true;
        await server.ConnectAsync(IPAddress.Loopback, port);
        var ways = new[] { Requests(), Answers() };
        await Task.WhenAny(ways);
        Cut();
        await Task.WhenAll(ways);
    }

    public void Cut()
    {
        client.Close();
        server.Close();
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    private async Task Requests()
    {
        var (from, to) = (PipeReader.Create(client.GetStream()), server.GetStream());
        for (var started = false; ;)
        {
            var read = await from.ReadAsync();
            var buffer = read.Buffer;
            while (Messages.TryTake(ref buffer, started, out var message))
            {
                var type = started ? (char)message[0] : '\0';
                started = true;
                Note(type, message);
                together.AddRange(message);
                // Parse, Bind, Describe, Execute and Close wait for their Sync; everything else is complete by itself.
                if (type is not ('P' or 'B' or 'D' or 'E' or 'C')) await Send(to);
            }

            from.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private async Task Send(NetworkStream to)
    {
        var bytes = together.ToArray();
        together.Clear();
        var fate = isAppend ? next() : null;
        isAppend = false;
        switch (fate)
        {
            case Fate.RequestCutAfter cut:
                await to.WriteAsync(bytes.AsMemory(0, Math.Min(cut.Bytes % bytes.Length, bytes.Length - 1)));
                Cut();
                return;
            case Fate.AnswerCutAfter cut:
                answerLeft = cut.Bytes;
                break;
            case Fate.Refused refused:
                // An empty batch in its place: the server answers that it is ready, and the error goes before that.
                refusal = refused.SqlState;
                bytes = [(byte)'S', 0, 0, 0, 4];
                break;
        }

        await to.WriteAsync(bytes);
    }

    private async Task Answers()
    {
        var (from, to) = (server.GetStream(), client.GetStream());
        var buffer = new byte[64 * 1024];
        for (int count; (count = await from.ReadAsync(buffer)) > 0;)
        {
            if (refusal is { } state)
            {
                refusal = null;
                await to.WriteAsync(Messages.Error(state));
            }

            if (answerLeft is { } left)
            {
                await to.WriteAsync(buffer.AsMemory(0, Math.Min(left, count)));
                if (left <= count)
                {
                    Cut();
                    return;
                }

                answerLeft = left - count;
                continue;
            }

            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    // A statement is told by its text when it is parsed, and by its name when it is used again.
    private void Note(char type, ReadOnlySpan<byte> message)
    {
        if (type == 'P')
        {
            var name = Messages.Text(message[5..]);
            if (message.IndexOf(Append) >= 0) appends.Add(name);
            else appends.Remove(name);
        }
        else if (type == 'B')
        {
            var portal = Messages.Text(message[5..]);
            isAppend |= appends.Contains(Messages.Text(message[(5 + portal.Length + 1)..]));
        }
    }
}
