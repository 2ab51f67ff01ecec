using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// Unzips a pack, and refuses whatever one tool could unzip otherwise than another: some go through a zip from its beginning, some by the
/// directory at its end, some believe its lengths and some not. So its files lie one after another with nothing before, between or after
/// them, and both places say the same of each.
/// </summary>
internal sealed class PackZip
{
    private const long Largest = 1L << 30;
    private const uint File = 0x04034b50, Directory = 0x02014b50, End = 0x06054b50;
    private const int FileHead = 30, DirectoryHead = 46, EndLength = 22;
    private const ushort Deflated = 8, OtherName = 0x7075, Larger = 1;

    // How hard it was packed, and that names are UTF-8: no encryption, no lengths that come later.
    private const ushort FlagsTaken = 0x0806;

    private readonly byte[] zip;
    private readonly int directory;
    private long left = Largest;

    private PackZip(byte[] zip)
    {
        this.zip = zip;
        var end = zip.Length - EndLength;
        if (end < 0 || Number(end) != End || Number(end + 4) != 0 || Short(end + 20) != 0 || Short(end + 8) != Short(end + 10)
            || Number(end + 16) + (long)Number(end + 12) != end)
            throw new InvalidDataException("it does not end as a zip of an audit pack does");
        directory = (int)Number(end + 16);
    }

    /// <summary>The files by their names.</summary>
    /// <exception cref="InvalidDataException">It is no zip, or not one that everybody reads alike; the message says why.</exception>
    public static Dictionary<string, byte[]> Read(Stream file)
    {
        if (file.Length > Largest) throw new InvalidDataException("it is larger than any audit pack");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new PackZip(bytes).Files();
    }

    private Dictionary<string, byte[]> Files()
    {
        var files = new Dictionary<string, byte[]>();
        var (at, entry, end) = (0, directory, zip.Length - EndLength);
        while (entry < end)
        {
            if (entry + DirectoryHead > end || Number(entry) != Directory) throw Garbled();
            var (nameLength, extraLength, comment) = (Short(entry + 28), Short(entry + 30), Short(entry + 32));
            if (comment != 0 || entry + DirectoryHead + nameLength + extraLength > end) throw Garbled();
            var name = Encoding.UTF8.GetString(zip, entry + DirectoryHead, nameLength);
            if (Number(entry + 42) != at) throw new InvalidDataException("there is something between its files");
            CheckExtra(entry + DirectoryHead + nameLength, extraLength, name);
            if (!files.TryAdd(name, FileAt(ref at, entry, name))) throw new InvalidDataException($"it has the file {name} twice");
            entry += DirectoryHead + nameLength + extraLength;
        }

        if (at != directory) throw new InvalidDataException("there is something between its files");
        return files.Count == Short(end + 10) ? files : throw Garbled();
    }

    // Of the two heads of a file: flags, method, time, sum and both lengths lie alike.
    private byte[] FileAt(ref int at, int entry, string name)
    {
        if (at + FileHead > directory || Number(at) != File) throw Garbled();
        var (nameLength, extraLength) = (Short(at + 26), Short(at + 28));
        var begin = at + FileHead + nameLength + extraLength;
        if (begin > directory) throw Garbled();
        if (!zip.AsSpan(at + FileHead, nameLength).SequenceEqual(zip.AsSpan(entry + DirectoryHead, Short(entry + 28))))
            throw new InvalidDataException($"the file {name} goes by two names");
        CheckExtra(at + FileHead + nameLength, extraLength, name);
        if ((Short(entry + 8) & ~FlagsTaken) != 0 || !zip.AsSpan(at + 6, 4).SequenceEqual(zip.AsSpan(entry + 8, 4))
            || !zip.AsSpan(at + 14, 12).SequenceEqual(zip.AsSpan(entry + 16, 12)))
            throw new InvalidDataException($"the file {name} does not say beforehand what is in it, or says two things");

        var (method, sum, packed, length) = (Short(entry + 10), Number(entry + 16), Number(entry + 20), Number(entry + 24));
        if (packed > directory - begin) throw Garbled();
        if ((left -= length) < 0) throw new InvalidDataException("it is larger than any audit pack");
        var bytes = Unpacked(new(zip, begin, (int)packed), method, length);
        if (bytes.Length != length || SumOf(bytes) != sum)
            throw new InvalidDataException($"the file {name} has more, less or something else in it than it says");
        at = begin + (int)packed;
        return bytes;
    }

    private static byte[] Unpacked(ArraySegment<byte> packed, ushort method, uint length)
    {
        if (method == 0) return [.. packed];
        if (method != Deflated) throw new InvalidDataException("it is packed in a way that not every tool knows");
        using var open = new DeflateStream(new MemoryStream(packed.Array!, packed.Offset, packed.Count), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = 1; read > 0 && bytes.Length <= length;)
        {
            read = open.Read(buffer);
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    // Another name for the file, which some tools prefer, or other lengths. Times and owners are nobody's concern.
    private void CheckExtra(int at, int length, string name)
    {
        for (var end = at + length; at < end; at += 4 + Short(at + 2))
        {
            if (at + 4 > end || at + 4 + Short(at + 2) > end) throw Garbled();
            if (Short(at) == OtherName) throw new InvalidDataException($"the file {name} goes by two names");
            if (Short(at) == Larger) throw new InvalidDataException("it is larger than any audit pack");
        }
    }

    private static uint SumOf(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes) sum = Sums[(byte)(sum ^ b)] ^ (sum >> 8);
        return ~sum;
    }

    // CRC-32 as zips have it, a byte at a time.
    private static readonly uint[] Sums =
        [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (s, _) => (s >> 1) ^ (0xEDB88320u * (s & 1))))];

    private static InvalidDataException Garbled() => new("it is no zip, or not all of one");

    private ushort Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at));

    private uint Number(int at) => BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at));
}
