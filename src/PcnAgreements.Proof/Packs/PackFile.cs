using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PcnAgreements.Proof.Notes;
using static System.FormattableString;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// Writes and reads the zip of an audit pack. Reading is strict: a file that does not belong, or says anything that the others do not, is
/// refused.
/// </summary>
public static class PackFile
{
    private const string TextsFolder = "texts/";
    private const string TextsEnd = ".json";
    private const string EventsName = "events.txt";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a pack.</summary>
    public static void Write(Pack pack, Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        PutAllButEvents(zip, pack);
        using var events = zip.CreateEntry(EventsName).Open();
        foreach (var e in pack.Events) Put(events, e);
    }

    /// <summary>
    /// Writes a pack whose events come one by one, in order, and are never held together; those in the pack itself are left out.
    /// </summary>
    public static async Task Write(Pack pack, IAsyncEnumerable<PackedEvent> events, Stream file, CancellationToken ct)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        PutAllButEvents(zip, pack);
        await using var lines = zip.CreateEntry(EventsName).Open();
        await foreach (var e in events.WithCancellation(ct)) Put(lines, e);
    }

    private static void PutAllButEvents(ZipArchive zip, Pack pack)
    {
        foreach (var (name, bytes) in pack.ForReading()) Put(name, bytes);
        Put("pack.json", JsonSerializer.SerializeToUtf8Bytes(new PackHead(pack.Form, pack.Stream), Pack.Json));
        Put("record.json", pack.Record.Span);
        Put("clauses.json", pack.Clauses.Span);
        Put("people.json", JsonSerializer.SerializeToUtf8Bytes(pack.People, Pack.Json));
        Put("checkpoint.txt", Encoding.UTF8.GetBytes(pack.Note.ToString()));
        foreach (var (hash, text) in pack.Texts) Put($"{TextsFolder}{hash}{TextsEnd}", text.Span);

        void Put(string name, ReadOnlySpan<byte> bytes)
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(bytes);
        }
    }

    /// <summary>Reads a pack, and checks that it holds nothing but what belongs there.</summary>
    /// <param name="file">The zip, from its beginning; its length can be asked.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="problem">What is wrong with its form, in words; null when it could be read.</param>
    public static bool TryRead(Stream file, [NotNullWhen(true)] out Pack? pack, [NotNullWhen(false)] out string? problem)
    {
        (pack, problem) = (null, null);
        try
        {
            pack = Read(PackZip.Read(file));
            return true;
        }
        // A record that is not of its form makes its page impossible: the last two.
        catch (Exception e) when (e is InvalidDataException or JsonException or DecoderFallbackException or NotSupportedException
            or InvalidOperationException or KeyNotFoundException)
        {
            (pack, problem) = (null, e.Message);
            return false;
        }
    }

    private static Pack Read(Dictionary<string, byte[]> files)
    {
        var head = Json<PackHead>("pack.json");
        if (!Pack.IsKnown(head.Form)) throw new InvalidDataException($"it is of the form '{head.Form}', which this verifier does not know");
        // Of what is in a list the reader of JSON does not ask whether it may be null.
        var people = Json<List<PackedPerson?>>("people.json").ConvertAll(
            p => p ?? throw new InvalidDataException("people.json has nothing where somebody should be"));
        if (!SignedNote.TryParse(Take("checkpoint.txt"), out var note, out var problem))
            throw new InvalidDataException($"its checkpoint is no signed note: {problem}");
        var (events, record, clauses) = (Events(Take(EventsName)), Take("record.json"), Take("clauses.json"));
        var texts = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var name in files.Keys.Where(IsText).ToList()) texts.Add(name[TextsFolder.Length..^TextsEnd.Length], Take(name));

        var pack = new Pack(head.Stream, events, people, record, clauses, texts, note) { Form = head.Form };
        foreach (var (name, bytes) in pack.ForReading())
        {
            if (!Take(name).AsSpan().SequenceEqual(bytes))
                throw new InvalidDataException($"the file {name} does not say what the record in it says");
        }

        if (files.Keys.FirstOrDefault() is { } other) throw new InvalidDataException($"the file {other} does not belong in an audit pack");
        return pack;

        byte[] Take(string name) =>
            files.Remove(name, out var bytes) ? bytes : throw new InvalidDataException($"the file {name} is missing");

        T Json<T>(string name)
        {
            try
            {
                return JsonSerializer.Deserialize<T>(Take(name), Pack.Json) ?? throw new InvalidDataException($"{name} says nothing");
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{name} does not have its form: {e.Message}", e);
            }
        }
    }

    // texts/HASH.json and nothing else: each text has one name.
    private static bool IsText(string name) =>
        name.Length == TextsFolder.Length + 64 + TextsEnd.Length && name.StartsWith(TextsFolder, StringComparison.Ordinal)
        && name.EndsWith(TextsEnd, StringComparison.Ordinal) && name[TextsFolder.Length..^TextsEnd.Length].All(char.IsAsciiHexDigitLower);

    private static void Put(Stream lines, PackedEvent e)
    {
        lines.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{e.Index}\t{string.Join(' ', e.Proof)}\t")));
        lines.Write(e.Entry.Span);
        if (e.Data is { } data)
        {
            lines.WriteByte((byte)'\t');
            lines.Write(data.Span);
        }

        lines.WriteByte((byte)'\n');
    }

    private static List<PackedEvent> Events(byte[] bytes)
    {
        var all = Strict.GetString(bytes);
        if (!all.EndsWith('\n')) throw new InvalidDataException("events.txt ends in the middle of a line");
        return [.. all.Split('\n').SkipLast(1).Select(Event)];
    }

    private static PackedEvent Event(string line, int number)
    {
        var parts = line.Split('\t');
        if (parts.Length is not (3 or 4) || !WholeNumber.TryParse(parts[0], out var index)
            || !HashLines.TryParse(parts[1].Length == 0 ? [] : parts[1].Split(' '), 63, out var proof))
            throw new InvalidDataException(Invariant($"line {number + 1} of events.txt does not have the form of one"));
        // Not a conditional: its null would be an array's, which as memory is empty and not absent.
        ReadOnlyMemory<byte>? data = null;
        if (parts.Length == 4) data = Strict.GetBytes(parts[3]);
        return new(index, proof, Strict.GetBytes(parts[2]), data);
    }
}
