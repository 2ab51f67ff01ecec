using System.Text.RegularExpressions;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Imports;

/// <summary>
/// Makes a tree of drafts: levels without gaps, keys that are free, numbers as the domain gives them, and what the report says of them.
/// </summary>
internal sealed partial class ImportAssembly
{
    /// <summary>Somewhat more than an agreement may have, so that its own rule says what is wrong.</summary>
    private const int MostClauses = 2_500;

    private readonly List<ImportWarning> warnings = [];
    private readonly Dictionary<FoundClause, ClauseKey> keys = [];
    private ClauseTree tree = ClauseTree.Empty;

    /// <summary>The key that a draft got.</summary>
    public ClauseKey KeyOf(FoundClause draft) => keys[draft];

    /// <summary>The number of a clause here; null when it has none.</summary>
    public string? Number(ClauseKey key) => tree.Number(key);

    // Above it no key is given: what a file says must not use up what is still to be given.
    private const int Highest = 99_999_999;

    /// <summary>
    /// Gives every draft its key: the one that travelled, when it is well formed and stands once, else the next above all of them.
    /// </summary>
    /// <param name="drafts">The drafts.</param>
    /// <param name="used">Keys that were given before, whether they are in the file still or not.</param>
    public void GiveKeys(IReadOnlyList<FoundClause> drafts, IEnumerable<string>? used = null)
    {
        var taken = new HashSet<ClauseKey>();
        foreach (var draft in drafts)
        {
            if (!ClauseKey.TryParse(draft.Key, out var key)) continue;
            if (taken.Add(key)) keys[draft] = key;
            else Warn(draft.Place, $"The key {key} stands more than once: this clause gets a new one.");
        }

        foreach (var key in used ?? [])
        {
            if (ClauseKey.TryParse(key, out var before)) taken.Add(before);
        }

        var next = taken.Select(k => k.Ordinal is { } n and < Highest ? n + 1 : 1).DefaultIfEmpty(1).Max();
        foreach (var draft in drafts.Where(d => !keys.ContainsKey(d))) keys[draft] = ClauseKey.Local(next++);
    }

    public void Warn(string place, string text) => warnings.Add(new(place, text));

    /// <summary>The result; <paramref name="report"/> brings what the reader of the file knows.</summary>
    public ImportResult Build(IReadOnlyList<FoundClause> drafts, ImportReport report)
    {
        if (drafts.Count > MostClauses)
        {
            // No agreement holds so many; what is beyond is named, and the rest stays quick to look at.
            report = report with
            {
                LeftOut = [.. report.LeftOut, .. drafts.Skip(MostClauses).Select(d => new LeftOut(
                    d.Place,
                    string.Join(
                        '\n', new[] { d.SourceNumber, d.Heading, d.ExactBody ?? d.Body.ToString() }.Where(t => t is { Length: > 0 })),
                        "more clauses than an agreement may have"))],
            };
            drafts = [.. drafts.Take(MostClauses)];
        }

        if (keys.Count == 0) GiveKeys(drafts);
        Plant(drafts);
        var places = drafts.ToDictionary(KeyOf, d => d);
        var clauses = tree.Printed.Select(c => Imported(c, places[c.Key])).ToList();
        return new(clauses, report with
        {
            Warnings = [.. report.Warnings, .. warnings],
            Blanks = [.. report.Blanks, .. clauses.SelectMany(Blanks)],
            NumberDiffers =
            [
                .. report.NumberDiffers, .. clauses.Where(c => c.SourceNumber is not null && !LabelText.Agrees(c.SourceNumber, c.Number)
            )
                .Select(c => new NumberDiffers(c.Place, c.Key, c.SourceNumber!, c.Number))],
            References = [.. report.References, .. TypedReferences.Misled(clauses)],
        });
    }

    private void Plant(IReadOnlyList<FoundClause> drafts)
    {
        var open = new List<ClauseKey>();
        var last = new Dictionary<(ClauseKey?, bool), ClauseKey>();
        var inSchedules = false;
        foreach (var draft in drafts)
        {
            if (draft.OpensSchedule) draft.Level = 1;
            if (draft.Level > Numbering.DeepestLevel)
                Warn(draft.Place, $"Stands on level {draft.Level}: put on level {Numbering.DeepestLevel}, the deepest.");
            draft.Level = Math.Clamp(draft.Level, 1, Math.Min(open.Count + 1, Numbering.DeepestLevel));
            open.RemoveRange(draft.Level - 1, open.Count - draft.Level + 1);
            inSchedules |= draft.OpensSchedule;
            if (draft is { Level: 1, OpensSchedule: false } && inSchedules)
                Warn(draft.Place, "A main clause after a schedule: it now stands before the schedules.");
            var key = KeyOf(draft);
            ClauseKey? parent = open.Count == 0 ? null : open[^1];
            var siblings = (parent, draft.OpensSchedule);
            tree = tree.Add(
                new Clause
                {
                    Key = key, Parent = parent, Schedule = draft.OpensSchedule, Numbered = draft.Numbered, Blank = draft.Blank,
                    Wording = Words(draft),
                },
                last.TryGetValue(siblings, out var after) ? after : null);
            last[siblings] = key;
            open.Add(key);
        }

        GuessBlanks(drafts);
    }

    private void GuessBlanks(IEnumerable<FoundClause> drafts) => tree = tree.With(
        drafts.Where(d => d is { OpensSchedule: true, FlagsKnown: false }).Select(d => tree[KeyOf(d)])
            .Where(c => c.Wording.IsBlank && tree.Siblings(c.Key, false).IsEmpty).Select(c => c with { Blank = true }).ToList());

    private Wording Words(FoundClause draft)
    {
        var body = draft.ExactBody ?? draft.Body.ToString();
        var heading = draft.Heading;
        if (heading is not null && heading.EnumerateRunes().Count() > TextRules.Line)
        {
            Warn(draft.Place, "Its heading is longer than a heading may be: it is now the first paragraph of the body.");
            body = body.Length == 0 ? heading : heading + "\n\n" + body;
            heading = null;
        }

        if (body.EnumerateRunes().Count() > TextRules.Body) Warn(draft.Place, "Its body is longer than a clause's body may be.");
        return Wording.Of(heading, body);
    }

    private static ImportedClause Imported(PrintedClause clause, FoundClause draft) => new()
    {
        Key = clause.Key,
        Keyed = draft.Key == clause.Key.ToString(),
        Parent = clause.Parent,
        Number = clause.Number,
        SourceNumber = draft.SourceNumber,
        Heading = clause.Wording.Heading,
        Body = clause.Wording.Body,
        Level = clause.Level,
        Schedule = clause.Schedule,
        Numbered = draft.Numbered,
        Blank = clause.Blank,
        Place = draft.Place,
        Authors = draft.Authors,
    };

    private static IEnumerable<FoundBlank> Blanks(ImportedClause clause)
    {
        if (clause.Blank && clause.Body.Length == 0) yield return new(clause.Place, clause.Key, clause.Heading ?? clause.Number ?? "");
        foreach (var text in new[] { clause.Heading ?? "", clause.Body })
        {
            foreach (Match match in Placeholder().Matches(text)) yield return new(clause.Place, clause.Key, match.Value);
        }
    }

    [GeneratedRegex(
        @"\[(?:[ \u00a0]*|[●•._\u2026\- ]+|(?:insert|date|name|number|amount|address|enter|to be|tbc|tbd|complete|delete|specify|state|add|describe|list)\b[^\[\]\n]{0,300})\]|_{4,}|\.{6,}|<(?:insert|enter)\b[^<>\n]{0,300}>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Placeholder();
}
