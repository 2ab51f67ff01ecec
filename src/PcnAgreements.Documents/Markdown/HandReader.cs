using System.Globalization;
using System.Text.RegularExpressions;
using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Markdown;

/// <summary>
/// Reads a file that a person wrote: headings and typed numbers make clauses, all else is the body of the clause it stands under.
/// </summary>
internal sealed partial class HandReader(string[] lines)
{
    private readonly List<FoundClause> drafts = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly OpenLabels labels = new();
    private readonly List<string> paragraph = [];
    private bool inSchedule;
    private bool headedContainer;
    private int scheduleDepth;
    private int topDepth = 1;
    private int titleLine = -1;
    private bool numberedHeadings;
    private string? title;

    public LinesRead Read()
    {
        var headings = lines.Select(HeadingLine.Read).ToList();
        FindTitle(headings);
        var main = headings.Where((h, i) => h is not null && i != titleLine)
            .TakeWhile(h => !IsSchedule(LabelText.Read(Unmarked(h!.Text)))).ToList();
        topDepth = main.Select(h => h!.Depth).DefaultIfEmpty(1).Min();
        numberedHeadings = main.Any(h => h!.Depth == topDepth && LabelText.Read(Unmarked(h.Text)) is not null);
        for (var i = 0; i < lines.Length; i++)
        {
            if (i == titleLine) continue;
            if (headings[i] is { } heading) Heading(heading, i);
            else if (lines[i].Trim().Length == 0) CloseParagraph();
            else Line(i);
        }

        CloseParagraph();
        return new(drafts, title, leftOut, new ImportAssembly());
    }

    private void FindTitle(List<HeadingLine?> headings)
    {
        var first = headings.FindIndex(h => h is not null);
        if (first < 0 || headings[first]!.Depth != 1 || LabelText.Read(headings[first]!.Text) is not null) return;
        if (headings.Skip(first + 1).Any(h => h is { Depth: 1 } && !IsSchedule(LabelText.Read(Unmarked(h.Text))))) return;
        titleLine = first;
        title = Unmarked(headings[first]!.Text);
        leftOut.Add(new(Place(first), lines[first], "the title"));
    }

    private void Heading(HeadingLine heading, int line)
    {
        CloseParagraph();
        var text = Unmarked(heading.Text);
        var label = LabelText.Read(text);
        var schedule = IsSchedule(label);
        var level = heading.Level ?? Depth(heading.Depth, schedule);
        var draft = new FoundClause(Place(line), level)
        {
            OpensSchedule = schedule,
            SourceNumber = label?.Text,
            Heading = (label?.Rest ?? text) is { Length: > 0 } words ? words : null,
            Numbered = !heading.Flags.Contains("unnumbered") && (label is not null || level > 1 || inSchedule || !numberedHeadings),
            Blank = heading.Flags.Contains("blank"),
        };
        if (heading.Braces.Length > 0) leftOut.Add(new(Place(line), heading.Braces.Trim(), "marks of the heading"));
        if (schedule)
        {
            inSchedule = true;
            scheduleDepth = heading.Depth;
            labels.Restart();
        }

        drafts.Add(draft);
        headedContainer = !schedule;
        labels.Stand(level, label is null || schedule ? null : label.Readings[0]);
    }

    // After the first schedule nothing goes back to the main part: what stands as high as a schedule stands in it.
    private int Depth(int depth, bool schedule) =>
        schedule ? 1 : !inSchedule ? depth - topDepth + 1 : Math.Max(2, depth - scheduleDepth + (depth <= scheduleDepth ? 2 : 1));

    private void Line(int line)
    {
        if (paragraph.Count == 0 && lines[line] is [not (' ' or '\t'), ..] && Typed(line)) return;
        if (paragraph.Count > 0 && lines[line] is [not (' ' or '\t'), ..] && Starts(line)) CloseParagraph();
        else if (drafts.Count == 0) drafts.Add(new FoundClause(Place(line), 1) { Numbered = false });
        if (paragraph.Count == 0 && Typed(line)) return;
        if (drafts.Count == 0) drafts.Add(new FoundClause(Place(line), 1) { Numbered = false });
        paragraph.Add(lines[line]);
    }

    // A line with the next label begins a clause even without an empty line before it.
    private bool Starts(int line) => LabelText.Read(lines[line]) is { } label && Where(label) is not null;

    private (int Level, LabelReading Reading)? Where(TypedLabel label)
    {
        if (label.Readings is [{ Row: "Schedule" } schedule, ..])
            return label.Rest.Length <= 120 && !label.Rest.EndsWith('.') ? (1, schedule) : null;
        // Under a heading, 1. 2. 3. is the list that Markdown says it is.
        if (headedContainer && label.Readings[0].Row == "1") return null;
        return labels.Place(label, drafts.Count == 0 ? 0 : drafts[^1].Level, inSchedule ? 2 : 1);
    }

    private bool Typed(int line)
    {
        if (LabelText.Read(lines[line]) is not { } label || Where(label) is not { } place) return false;
        var schedule = place.Reading.Row == "Schedule";
        var draft = new FoundClause(Place(line), place.Level) { OpensSchedule = schedule, SourceNumber = label.Text };
        if (schedule)
        {
            inSchedule = true;
            headedContainer = false;
            scheduleDepth = topDepth;
            labels.Restart();
        }

        drafts.Add(draft);
        labels.Stand(place.Level, schedule ? null : place.Reading);
        var whole = line + 1 >= lines.Length || lines[line + 1].Trim().Length == 0 || LabelText.Read(lines[line + 1]) is not null;
        if (whole && (schedule || (place.Reading.Row[0] == '1' && HeadingShape.Fits(label.Rest)))) draft.Heading = Unmarked(label.Rest);
        else if (label.Rest.Length > 0) paragraph.Add(label.Rest);
        return true;
    }

    private void CloseParagraph()
    {
        if (paragraph.Count > 0) drafts[^1].AddBlock(string.Join('\n', paragraph));
        paragraph.Clear();
    }

    private static bool IsSchedule(TypedLabel? label) => label is { Readings: [{ Row: "Schedule" }, ..] };

    private static string Unmarked(string text)
    {
        var match = WhollyMarked().Match(text);
        return match.Success ? match.Groups["text"].Value : text;
    }

    private static string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line + 1}");

    [GeneratedRegex(@"\A(?<mark>\*{1,3})(?<text>[^*]+)\k<mark>\z")]
    private static partial Regex WhollyMarked();
}
