using System.Globalization;
using System.Text.RegularExpressions;
using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Markdown;

/// <summary>Reads a file in which headings carry keys: only headings are structure, and bodies are taken to the letter.</summary>
internal sealed partial class KeyedReader(string[] lines)
{
    private readonly List<FoundClause> drafts = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly Dictionary<string, FoundClause> called = [];
    private readonly List<string> body = [];
    private string? title;

    public LinesRead Read()
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] == BodyLines.End)
            {
                leftOut.Add(new(Place(i), string.Join('\n', lines[i..]), "the signature page"));
                break;
            }

            if (HeadingLine.Read(lines[i]) is { } heading) Heading(heading, i);
            else body.Add(lines[i]);
        }

        CloseBody();
        foreach (var draft in drafts.Where(d => d.Key is not null)) called.TryAdd(draft.Key!, draft);
        foreach (var draft in drafts) draft.ExactBody = BodyLines.In(draft.ExactBody ?? "", draft.Key, Names);
        return new(drafts, title, leftOut, new ImportAssembly());
    }

    private void Heading(HeadingLine heading, int line)
    {
        CloseBody();
        if (heading is { Key: null, Depth: 1 } && title is null && drafts.Count == 0)
        {
            title = heading.Flags.Contains("title") ? heading.Text : heading.Text + heading.Braces;
            leftOut.Add(new(Place(line), lines[line], "the title"));
            return;
        }

        var level = heading.Level ?? Math.Max(1, heading.Depth - 1);
        var numbered = !heading.Flags.Contains("unnumbered");
        var label = numbered ? Label().Match(heading.Text) : Match.Empty;
        var words = heading.Text[label.Length..];
        drafts.Add(new FoundClause(Place(line), level)
        {
            Key = heading.Key,
            OpensSchedule = level == 1 && (heading.Flags.Contains("schedule") || (heading.Key is null && label.Value.StartsWith('S'))),
            SourceNumber = label.Success ? label.Groups["label"].Value : null,
            Heading = words.Length > 0 ? words : null,
            Numbered = numbered,
            Blank = heading.Flags.Contains("blank"),
            FlagsKnown = heading.Key is not null,
        });
    }

    private void CloseBody()
    {
        var text = string.Join('\n', body);
        body.Clear();
        if (drafts.Count == 0) LeaveOut(text);
        else
        {
            // One empty line parts a heading from its body; any more belong to the body.
            if (text.StartsWith('\n')) text = text[1..];
            drafts[^1].ExactBody = text.TrimEnd('\n');
        }
    }

    private bool Names(string key, string shown) => shown == key || LabelText.Parse(shown).Count > 0
        || (called.TryGetValue(key, out var draft) && (shown == draft.SourceNumber || shown == draft.Heading));

    private void LeaveOut(string text)
    {
        if (text.Trim().Length > 0) leftOut.Add(new("line 1", text.Trim('\n'), "stands before the first clause"));
    }

    private static string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line + 1}");

    [GeneratedRegex(@"\A(?<label>Schedule \d+(?:, \d+(?:\.\d+)*(?:\([A-Za-z0-9]+\))*)?|\d+(?:\.\d+)*(?:\([A-Za-z0-9]+\))*)[.:]?(?: |\z)")]
    private static partial Regex Label();
}
