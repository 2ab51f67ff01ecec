using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PcnAgreements.Proof.Tests.Packs;

/// <summary>What one tool unzips from a file, and a verifier from the same, must not be two things.</summary>
public sealed class Zipping_a_pack_otherwise : IDisposable
{
    private const string Page = "record.html";
    private static readonly byte[] Lie = Encoding.UTF8.GetBytes("<h1>They all objected</h1>");
    private readonly Bench bench = new();
    private readonly List<Part> honest;

    public Zipping_a_pack_otherwise()
    {
        using var archive = ZipFile.OpenRead(bench.Zip(new Story().Pack()));
        honest = [.. archive.Entries.Select(e =>
        {
            using var bytes = new MemoryStream();
            using var open = e.Open();
            open.CopyTo(bytes);
            return new Part(e.FullName, bytes.ToArray());
        })];
    }

    [Fact]
    public void is_sound_as_other_tools_write_it()
    {
        Said(Zip(honest)).ShouldEndWith("Sound.\n");
        Said(Zip(honest.ConvertAll(p => p with { Stored = Deflate(p.Bytes), Method = 8 }))).ShouldEndWith("Sound.\n");
        Said(Zip(honest.ConvertAll(p => p with { Extra = [0x55, 0x54, 1, 0, 0] }))).ShouldEndWith("Sound.\n");
    }

    [Fact]
    public void is_refused_with_a_file_that_only_some_tools_see()
    {
        // One that goes through a zip from its beginning shows the first page, one that reads its directory the last.
        Refuses(Zip([new(Page, Lie) { Hidden = true }, .. honest]), "between its files");
        Refuses(Zip([.. honest, new(Page, Lie) { Hidden = true }]), "between its files");
        Refuses([.. "#!/bin/sh\n"u8, .. Zip(honest, shift: 10)], "between its files");
    }

    [Fact]
    public void is_refused_with_more_in_a_file_than_it_says() => Refuses(
        Zip(honest.ConvertAll(p => p.Name == Page ? p with { Stored = Deflate([.. p.Bytes, .. Lie]), Method = 8 } : p)), "than it says");

    // Who goes through it from the beginning looks for the next file where the packed bytes end, whatever the directory says.
    [Fact]
    public void is_refused_with_a_file_that_says_only_afterwards_how_long_it_was() => Refuses(
        Zip(honest.ConvertAll(p => p with { Stored = Deflate(p.Bytes), Method = 8, Descriptor = true })), "does not say beforehand");

    [Fact]
    public void is_refused_with_a_file_that_has_two_names()
    {
        Refuses(Zip(honest.ConvertAll(p => p.Name == Page ? p with { LocalName = "notice.html" } : p)), "by two names");
        byte[] path = [0x75, 0x70, 16, 0, 1, 0, 0, 0, 0, .. "notice.html"u8];
        Refuses(Zip(honest.ConvertAll(p => p.Name == Page ? p with { Extra = path } : p)), "by two names");
    }

    [Fact]
    public void is_refused_with_anything_after_it_or_a_sum_that_is_not_its_files()
    {
        var zip = Zip(honest);
        Refuses([.. zip, .. Lie], "does not end");
        byte[] commented = [.. zip, .. Lie];
        BinaryPrimitives.WriteUInt16LittleEndian(commented.AsSpan(zip.Length - 2), (ushort)Lie.Length);
        Refuses(commented, "does not end");
        Refuses(Zip(honest.ConvertAll(p => p.Name == Page ? p with { Sum = 1 } : p)), "than it says");
    }

    public void Dispose() => bench.Dispose();

    private void Refuses(byte[] zip, string why)
    {
        var said = Said(zip);
        said.ShouldStartWith("WRONG: ");
        said.ShouldContain(why);
    }

    private string Said(byte[] zip)
    {
        var path = bench.Copy(null);
        File.WriteAllBytes(path, zip);
        return bench.Verify(path).Said;
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal)) deflate.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Zip(IReadOnlyList<Part> parts, int shift = 0)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var part in parts)
        {
            var at = (uint)(zip.Position + shift);
            var name = Encoding.UTF8.GetBytes(part.LocalName ?? part.Name);
            Write(zip, 0x04034b50u, (ushort)20, part.Flags, part.Method, 0u);
            if (part.Descriptor) Write(zip, 0u, 0u, 0u);
            else Write(zip, part.Crc, (uint)part.Data.Length, (uint)part.Bytes.Length);
            Write(zip, (ushort)name.Length, (ushort)part.Extra.Length);
            zip.Write([.. name, .. part.Extra, .. part.Data]);
            if (part.Descriptor) Write(zip, 0x08074b50u, part.Crc, (uint)part.Data.Length, (uint)part.Bytes.Length);
            if (part.Hidden) continue;
            name = Encoding.UTF8.GetBytes(part.Name);
            Write(directory, 0x02014b50u, (ushort)20, (ushort)20, part.Flags, part.Method, 0u, part.Crc, (uint)part.Data.Length);
            Write(directory, (uint)part.Bytes.Length, (ushort)name.Length, (ushort)part.Extra.Length);
            Write(directory, (ushort)0, (ushort)0, (ushort)0, 0u, at);
            directory.Write([.. name, .. part.Extra]);
        }

        var (start, count) = ((uint)(zip.Position + shift), (ushort)parts.Count(p => !p.Hidden));
        zip.Write(directory.ToArray());
        Write(zip, 0x06054b50u, (ushort)0, (ushort)0, count, count, (uint)directory.Length, start, (ushort)0);
        return zip.ToArray();
    }

    private static void Write(Stream to, params object[] numbers)
    {
        foreach (var number in numbers)
        {
            if (number is uint u) to.Write(BitConverter.GetBytes(u));
            else to.Write(BitConverter.GetBytes((ushort)number));
        }
    }

    private sealed record Part(string Name, byte[] Bytes)
    {
        public string? LocalName { get; init; }

        public byte[]? Stored { get; init; }

        public ushort Method { get; init; }

        public bool Descriptor { get; init; }

        public bool Hidden { get; init; }

        public byte[] Extra { get; init; } = [];

        public uint? Sum { get; init; }

        public byte[] Data => Stored ?? Bytes;

        public uint Crc => Sum ?? Sums.Of(Bytes);

        public ushort Flags => (ushort)(Descriptor ? 8 : 0);
    }

    // As zips have it (CRC-32); the platform keeps its own to itself.
    private static class Sums
    {
        public static uint Of(byte[] bytes)
        {
            var sum = uint.MaxValue;
            foreach (var b in bytes)
            {
                sum ^= b;
                for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320u : sum >> 1;
            }

            return ~sum;
        }
    }
}
