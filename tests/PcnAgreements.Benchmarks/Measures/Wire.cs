using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PcnAgreements.Benchmarks.Measures;

/// <summary>
/// A keep-alive HTTP/1.1 connection that costs next to nothing: bytes out, and of the answer only status, length and, where asked for, one
/// header are looked at.
/// </summary>
internal sealed class Wire : IDisposable
{
    private static readonly byte[] LengthName = Encoding.ASCII.GetBytes("\r\nContent-Length: ");
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[64 * 1024];
    private int headEnd;
    private int length;

    public Wire(int port)
    {
        socket.ReceiveTimeout = 60_000;
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <summary>The answer's body.</summary>
    public ReadOnlySpan<byte> Body => buffer.AsSpan(headEnd, length - headEnd);

    /// <summary>Sends a request and reads its answer whole; the status.</summary>
    public int Ask(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0) request = request[socket.Send(request)..];
        (headEnd, length) = (0, 0);
        for (int end; (end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0 || Whole(end) > length;) Receive();
        return ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + (buffer[11] - '0');
    }

    /// <summary>A header of the answer; null when it has none of that name.</summary>
    public string? Header(string name)
    {
        var head = Encoding.ASCII.GetString(buffer, 0, headEnd);
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : head[(at + name.Length + 4)..head.IndexOf('\r', at + 2)];
    }

    public void Dispose() => socket.Dispose();

    private int Whole(int end)
    {
        headEnd = end + 4;
        var head = buffer.AsSpan(0, headEnd);
        var at = head.IndexOf(LengthName);
        if (at < 0) return headEnd;
        var size = 0;
        for (var i = at + LengthName.Length; head[i] is >= (byte)'0' and <= (byte)'9'; i++) size = (size * 10) + head[i] - '0';
        return headEnd + size;
    }

    private void Receive()
    {
        if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = socket.Receive(buffer.AsSpan(length));
        if (read == 0) throw new IOException("The service closed the connection.");
        length += read;
    }
}
