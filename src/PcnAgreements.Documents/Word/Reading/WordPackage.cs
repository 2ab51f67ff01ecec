using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// The parts of a .docx that are read, and the guard before them: sizes are counted while inflating and never believed, nothing outside the
/// file is fetched, document types are refused. Strict files are read as if they were transitional.
/// </summary>
internal sealed class WordPackage : IDisposable
{
    private const int MostBytes = 50 * 1024 * 1024;
    private const int MostEntries = 4_000;
    private const long MostInflated = 64L * 1024 * 1024;
    private const int MostDepth = 200;
    private const int LongTag = 1024 * 1024;

    /// <summary>How many elements, ends of elements, texts and attributes may stand in the parts that are read.</summary>
    private const int MostNodes = 2_000_000;


    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ZipArchiveEntry, XElement?> loaded = [];
    private long inflated;
    private int nodes;

    private WordPackage(ZipArchive zip) => this.zip = zip;

    public required string MainPart { get; init; }

    public static WordPackage Open(Stream file)
    {
        var bytes = Copy(file);
        if (bytes.Length >= 4 && bytes.AsSpan(0, 4).SequenceEqual(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
            throw new BadWordFile(
                WordProblemKind.EncryptedOrOld,
                "The file is encrypted, or in the format of before 2007: save it as a .docx without a password.");
        if (bytes.Length < 4 || bytes[0] != 'P' || bytes[1] != 'K')
            throw new BadWordFile(WordProblemKind.NotAPackage, "The file is not a .docx: it is no zip file.");
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries)
                throw new BadWordFile(WordProblemKind.TooLarge, "The file has more parts than any agreement.");
        }
        catch (InvalidDataException)
        {
            throw new BadWordFile(WordProblemKind.NotAPackage, "The file is damaged or cut off: its zip directory cannot be read.");
        }

        return Started(zip);
    }

    private static WordPackage Started(ZipArchive zip)
    {
        var package = new WordPackage(zip) { MainPart = "" };
        foreach (var entry in zip.Entries) package.entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        if (package.entries.Keys.Any(k => k.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw new BadWordFile(WordProblemKind.Macros, "The file carries macros: save it as a .docx without them.");
        var main = package.Relationships("").Where(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal) && !r.External)
            .Select(r => r.Target).FirstOrDefault();
        if (main is null || !package.entries.ContainsKey(main))
            throw new BadWordFile(WordProblemKind.NotWord, "The file is no Word document: it has no main part.");
        return new WordPackage(zip, package) { MainPart = main };
    }

    private WordPackage(ZipArchive zip, WordPackage started) : this(zip)
    {
        (entries, loaded) = (started.entries, started.loaded);
        inflated = started.inflated;
        nodes = started.nodes;
    }

    /// <summary>The root of the main part.</summary>
    public XElement Main()
    {
        var root = Load(MainPart)!;
        if (root.Name != Ooxml.W + "document")
            throw new BadWordFile(WordProblemKind.NotWord, "The file is no Word document: its main part is something else.");
        return root;
    }

    /// <summary>
    /// The roots of the parts that a part is related to, by the last word of the relationship's type; targets outside the file are passed
    /// over.
    /// </summary>
    public IEnumerable<XElement> Related(string type) => Relationships(MainPart)
        .Where(r => !r.External && r.Type.EndsWith("/" + type, StringComparison.Ordinal)).Select(r => Load(r.Target)).OfType<XElement>()
        .Distinct();

    public IReadOnlyList<Relationship> Relationships(string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = slash < 0 ? "" : part[..(slash + 1)];
        var root = Load($"{folder}_rels/{part[(slash + 1)..]}.rels");
        if (root is null) return [];
        return [.. root.Elements(Ooxml.Rel + "Relationship").Select(r => new Relationship(
            (string?)r.Attribute("Id") ?? "", (string?)r.Attribute("Type") ?? "", Resolve(folder, (string?)r.Attribute("Target") ?? ""),
            (string?)r.Attribute("TargetMode") == "External"))];
    }

    /// <summary>
    /// The root of a part, null when there is none. It is read once, however often it is asked for, and nobody may change it.
    /// </summary>
    public XElement? Load(string part)
    {
        if (!entries.TryGetValue(part, out var entry)) return null;
        return loaded.TryGetValue(entry, out var known) ? known : loaded[entry] = Loaded(entry);
    }

    public void Dispose() => zip.Dispose();

    private XElement? Loaded(ZipArchiveEntry entry)
    {
        try
        {
            var bytes = Inflate(entry);
            Check(bytes);
            using var reader = XmlReader.Create(new MemoryStream(bytes), Settings());
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            throw new BadWordFile(WordProblemKind.BadXml, $"The part {entry.Name} is not the XML it should be.");
        }
        catch (InvalidDataException)
        {
            throw new BadWordFile(WordProblemKind.NotAPackage, $"The part {entry.Name} is damaged.");
        }
    }

    private void Check(byte[] bytes)
    {
        // A reader of XML takes time by the square of how much stands in one tag, and counts only what it has read.
        var rest = bytes.AsSpan();
        for (int tag; (tag = rest.IndexOf((byte)'<')) >= 0;)
        {
            rest = rest[tag..];
            var end = rest.IndexOf((byte)'>');
            if ((end < 0 ? rest.Length : end) > LongTag)
                throw new BadWordFile(WordProblemKind.TooLarge, "The file has an element with more attributes than any agreement needs.");
            rest = end < 0 ? [] : rest[end..];
        }

        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings());
        while (reader.Read())
        {
            if (reader.Depth > MostDepth || (nodes += 1 + reader.AttributeCount) > MostNodes)
                throw new BadWordFile(WordProblemKind.TooLarge, "The file is more deeply nested, or longer, than any agreement.");
        }
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostInflated, CheckCharacters = false,
    };

    private byte[] Inflate(ZipArchiveEntry entry)
    {
        using var source = entry.Open();
        var target = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            inflated += read;
            if (inflated > MostInflated) throw new BadWordFile(WordProblemKind.TooLarge, "The file unpacks to more than any agreement.");
            target.Write(buffer, 0, read);
        }

        return Transitional(target);
    }

    // The strict edition of the standard has its own names for the same things.
    private static byte[] Transitional(MemoryStream part)
    {
        var bytes = part.ToArray();
        if (bytes.AsSpan().IndexOf("http://purl.oclc.org/ooxml/"u8) < 0) return bytes;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)
            .Replace("http://purl.oclc.org/ooxml/wordprocessingml/main", Ooxml.W.NamespaceName, StringComparison.Ordinal)
            .Replace("http://purl.oclc.org/ooxml/officeDocument/math", Ooxml.M.NamespaceName, StringComparison.Ordinal)
            .Replace("http://purl.oclc.org/ooxml/officeDocument/relationships", Ooxml.R.NamespaceName, StringComparison.Ordinal));
    }

    private static byte[] Copy(Stream file)
    {
        var copy = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            if (copy.Length + read > MostBytes) throw new BadWordFile(WordProblemKind.TooLarge, "The file is larger than 50 MB.");
            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/'))
        {
            if (part == "..") parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part is not ("" or ".")) parts.Add(part);
        }

        return string.Join('/', parts);
    }
}

/// <summary>A relationship of a part, its target resolved within the file.</summary>
internal sealed record Relationship(string Id, string Type, string Target, bool External);
