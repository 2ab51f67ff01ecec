using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>
/// What the tag of a content control of ours says: <c>pcn:c12/2/sh</c> is clause c12 on level 2; front and back matter have tags without a
/// level.
/// </summary>
internal sealed partial record OurTag(ClauseKey Key, int Level, string Flags)
{
    public const string Front = "pcn:front";
    public const string Back = "pcn:back";

    /// <summary>What ends the bookmark of a clause where it stood before it was moved.</summary>
    public const string Gone = "_was";

    /// <summary>
    /// Bookmarks of the same, for programs that drop content controls: where the front begins and ends, and where the back begins.
    /// </summary>
    public const string FrontMark = "_pcn_front";
    public const string FrontEnd = "_pcn_frontend";
    public const string BackMark = "_pcn_back";

    public bool Schedule => Flags.Contains('s', StringComparison.Ordinal);

    public bool Unnumbered => Flags.Contains('u', StringComparison.Ordinal);

    public bool Blank => Flags.Contains('b', StringComparison.Ordinal);

    public bool Headed => Flags.Contains('h', StringComparison.Ordinal);

    public static OurTag? Read(string? tag)
    {
        if (tag is null || !tag.StartsWith("pcn:", StringComparison.Ordinal)) return null;
        var parts = tag[4..].Split('/');
        return parts.Length == 3 && ClauseKey.TryParse(parts[0], out var key)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 6
            ? new(key, level, parts[2]) : null;
    }

    /// <summary>What the name of a bookmark of ours says: a clause that stands in no content control has it still.</summary>
    public static OurTag? OfBookmark(string name)
    {
        var match = BookmarkForm().Match(name);
        return match.Success && ClauseKey.TryParse(match.Groups["key"].Value.Replace('_', '.'), out var key)
            ? new(key, match.Groups["level"].Value[0] - '0', match.Groups["flags"].Value) : null;
    }

    [GeneratedRegex(@"\A_pcn_(?<key>c\d+|n\d+(?:_\d+)*)_(?<level>[1-6])(?<flags>[subh]*)(?:_was)?\z")]
    private static partial Regex BookmarkForm();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"pcn:{Key}/{Level}/{Flags}");
}

/// <summary>
/// A content control of ours in a file: two with the same tag are a clause and a copy of it, one over two paragraphs is a clause that was
/// split.
/// </summary>
internal sealed class OurControl(string tag)
{
    public string Tag { get; } = tag;

    /// <summary>The control that an element is; null when it is none of ours.</summary>
    public static OurControl? Of(XElement control) =>
        control.Child("sdtPr").ChildValue("tag") is { } tag && tag.StartsWith("pcn:", StringComparison.Ordinal) ? new(tag) : null;
}
