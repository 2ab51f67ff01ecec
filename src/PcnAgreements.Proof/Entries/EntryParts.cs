using System.Buffers;
using System.Buffers.Text;

namespace PcnAgreements.Proof.Entries;

/// <summary>
/// The parts of an entry's bytes where they lie, so that a log of millions is read without copying. It takes exactly the canonical bytes
/// of an entry: these members, in this order, nothing between. Strings keep their quotes; null is empty.
/// </summary>
internal ref struct EntryParts
{
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    // All that may stand in a string without a further look: ASCII but quotes, backslashes and control characters.
    private static readonly SearchValues<byte> Simple = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x7f - ' ').Where(c => c is not '"' and not '\\').Select(c => (byte)c)]);

    private ReadOnlySpan<byte> rest;

    public ReadOnlySpan<byte> At { get; private set; }

    public ReadOnlySpan<byte> Authority { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    public ReadOnlySpan<byte> OnBehalfOf { get; private set; }

    public ReadOnlySpan<byte> Organisation { get; private set; }

    public ReadOnlySpan<byte> Origin { get; private set; }

    public ReadOnlySpan<byte> Person { get; private set; }

    public long Position { get; private set; }

    public ReadOnlySpan<byte> Request { get; private set; }

    public ReadOnlySpan<byte> Stream { get; private set; }

    public ReadOnlySpan<byte> Text { get; private set; }

    public ReadOnlySpan<byte> Type { get; private set; }

    public long Version { get; private set; }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out EntryParts parts)
    {
        parts = new() { rest = bytes };
        return parts.Read();
    }

    private bool Read()
    {
        if (!Literal("{\"at\":"u8) || !String(out var at) || !IsTime(at)) return false;
        if (!Literal(",\"authority\":"u8) || !String(out var authority)) return false;
        if (!Literal(",\"data\":"u8) || !String(out var data) || !IsHash(data)) return false;
        if (!Literal(",\"onBehalfOf\":"u8) || !StringOrNull(out var onBehalfOf)) return false;
        if (!Literal(",\"organisation\":"u8) || !StringOrNull(out var organisation)) return false;
        if (!Literal(",\"origin\":"u8) || !String(out var origin)) return false;
        if (!Literal(",\"person\":"u8) || !StringOrNull(out var person) || !IsHashOrNull(person)) return false;
        if (!Literal(",\"position\":"u8) || !Number(out var position)) return false;
        if (!Literal(",\"request\":"u8) || !StringOrNull(out var request)) return false;
        if (!Literal(",\"stream\":"u8) || !String(out var stream)) return false;
        if (!Literal(",\"text\":"u8) || !StringOrNull(out var text) || !IsHashOrNull(text)) return false;
        if (!Literal(",\"type\":"u8) || !String(out var type)) return false;
        if (!Literal(",\"version\":"u8) || !Number(out var version) || version < 1) return false;
        (Position, Version) = (position, version);
        At = at[1..^1];
        Authority = authority;
        Data = data;
        OnBehalfOf = onBehalfOf;
        Organisation = organisation;
        Origin = origin;
        Person = person;
        Request = request;
        Stream = stream;
        Text = text;
        Type = type;
        return rest.SequenceEqual("}"u8);
    }

    private bool Literal(ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected)) return false;
        rest = rest[expected.Length..];
        return true;
    }

    private bool StringOrNull(out ReadOnlySpan<byte> quoted)
    {
        quoted = default;
        return Literal("null"u8) || String(out quoted);
    }

    private bool String(out ReadOnlySpan<byte> quoted)
    {
        quoted = default;
        if (rest is not [(byte)'"', ..]) return false;
        var end = 1 + rest[1..].IndexOfAnyExcept(Simple);
        if (end == 0) return false;
        if (rest[end] != '"')
        {
            end = EndOfUnusual();
            if (end < 0) return false;
        }

        quoted = rest[..(end + 1)];
        rest = rest[(end + 1)..];
        return true;
    }

    // Escapes and letters beyond ASCII: right only if writing the string again gives the same bytes.
    private readonly int EndOfUnusual()
    {
        var end = 1;
        while (end < rest.Length && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
        if (end >= rest.Length) return -1;
        return CanonicalJson.IsCanonical(rest[..(end + 1)].ToArray()) ? end : -1;
    }

    private bool Number(out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var read) || number < 0) return false;
        if (rest[0] is < (byte)'0' or > (byte)'9' || (rest[0] == '0' && read > 1)) return false;
        rest = rest[read..];
        return true;
    }

    private static bool IsHash(ReadOnlySpan<byte> quoted) => quoted.Length == 66 && !quoted[1..^1].ContainsAnyExcept(Hex);

    private static bool IsHashOrNull(ReadOnlySpan<byte> quoted) => quoted.IsEmpty || IsHash(quoted);

    // 2026-11-22T09:30:00.123456Z in its quotes; whether there is such a day matters to readers, not to the hash.
    private static bool IsTime(ReadOnlySpan<byte> quoted)
    {
        var form = "\"0000-00-00T00:00:00.000000Z\""u8;
        if (quoted.Length != form.Length) return false;
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] == '0' ? quoted[i] is < (byte)'0' or > (byte)'9' : quoted[i] != form[i]) return false;
        }

        return true;
    }
}
