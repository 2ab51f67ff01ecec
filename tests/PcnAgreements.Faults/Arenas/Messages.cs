using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PcnAgreements.Faults.Arenas;

/// <summary>Messages of Postgres' frontend protocol, version 3, as bytes.</summary>
internal static class Messages
{
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)0)]);

    // The first message of a connection has no type, only a length.
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, bool typed, out byte[] message)
    {
        message = [];
        var lead = typed ? 1 : 0;
        if (buffer.Length < lead + 4) return false;
        Span<byte> head = stackalloc byte[4];
        buffer.Slice(lead, 4).CopyTo(head);
        var length = lead + BinaryPrimitives.ReadInt32BigEndian(head);
        if (buffer.Length < length) return false;
        message = buffer.Slice(0, length).ToArray();
        buffer = buffer.Slice(length);
        return true;
    }

    public static byte[] Error(string sqlState)
    {
        var fields = Encoding.ASCII.GetBytes($"SERROR\0VERROR\0C{sqlState}\0Minjected by the harness\0\0");
        var message = new byte[5 + fields.Length];
        message[0] = (byte)'E';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + fields.Length);
        fields.CopyTo(message, 5);
        return message;
    }
}
