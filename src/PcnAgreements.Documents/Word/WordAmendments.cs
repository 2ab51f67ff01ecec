using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word.Reading;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word;

/// <summary>What somebody's mark-up of a clause asks for.</summary>
public enum MarkUpOp
{
    /// <summary>Other words.</summary>
    Reword,

    /// <summary>To strike it out.</summary>
    Strike,

    /// <summary>A clause that was not there.</summary>
    Add,
}

/// <summary>One change that a marked-up export asks for.</summary>
/// <param name="Op">What it asks for.</param>
/// <param name="Clause">The clause; for an added one null.</param>
/// <param name="Wording">The words asked for; for one to strike out, those it was exported with.</param>
/// <param name="Parent">For an added clause, the clause it would stand under.</param>
/// <param name="After">For an added clause, the sibling it would follow; null when it would be first, or would follow another added one.</param>
/// <param name="Schedule">For an added clause, whether it would be a schedule.</param>
/// <param name="Tracked">Whether all of it was tracked; false when words were changed without a trace in the file.</param>
/// <param name="Authors">Who made the tracked changes, as their program named them.</param>
/// <param name="Place">Where it stands in the file.</param>
public sealed record MarkUp(
    MarkUpOp Op, ClauseKey? Clause, Wording Wording, ClauseKey? Parent, ClauseKey? After, bool Schedule, bool Tracked, IReadOnlyList<string> Authors, string Place)
{
    /// <summary>The words that were marked up: those it was exported with; null for an added clause.</summary>
    public Wording? Was { get; init; }

    /// <summary>Whether an added clause would stand under another added one, which has no key to name yet.</summary>
    public bool UnderAdded { get; init; }
}

/// <summary>What a marked-up export asks for.</summary>
/// <param name="TextHash">The text hash of the export that was marked up; null when the file does not say.</param>
/// <param name="Changes">The changes, in reading order; struck ones last.</param>
/// <param name="Report">What else was found: what was left out, and what no amendment can say.</param>
public sealed record MarkedUpText(string? TextHash, IReadOnlyList<MarkUp> Changes, ImportReport Report);

/// <summary>Reads an export of ours that somebody marked up, as proposals clause by clause: never as an edit.</summary>
public static class WordAmendments
{
    /// <summary>Reads a file; null with a problem when it cannot be read or is no export of ours.</summary>
    public static MarkedUpText? Read(Stream file, out WordProblem? problem)
    {
        problem = null;
        try
        {
            using var package = WordPackage.Open(file);
            var accepted = WordDocument.Read(package, TrackedChanges.Accept);
            if (accepted.Ours is not { Keys.Count: > 0 } ours)
                throw new BadWordFile(WordProblemKind.NotOurExport, "The file is no export of an agreement from here, or has lost what ties it to one: propose the wording clause by clause.");
            return Compare(accepted.Import(), WordDocument.Read(package, TrackedChanges.Reject).Import(), ours, MarkUpAuthors.Of(package.Main()));
        }
        catch (BadWordFile bad)
        {
            problem = bad.Problem;
            return null;
        }
    }

    private static MarkedUpText Compare(ImportResult accepted, ImportResult rejected, OurText ours, IReadOnlyDictionary<string, IReadOnlyList<string>> authors)
    {
        var before = rejected.Clauses.ToDictionary(c => c.Key.ToString());
        var changes = new List<MarkUp>();
        var there = new HashSet<string>();
        var last = new Dictionary<(ClauseKey?, bool), ClauseKey>();
        foreach (var clause in accepted.Clauses)
        {
            var key = clause.Key.ToString();
            var wording = Wording.Of(clause.Heading, clause.Body);
            var top = clause.Schedule && clause.Level == 1;
            if (ours.Wording(key) is not { } was || !clause.Keyed)
            {
                changes.Add(new(MarkUpOp.Add, null, wording, Known(clause.Parent, ours), last.TryGetValue((clause.Parent, top), out var after) ? after : null, top,
                    !before.ContainsKey(key) || !clause.Keyed, authors.GetValueOrDefault(key, []), clause.Place)
                {
                    UnderAdded = clause.Parent is { } above && ours.Wording(above.ToString()) is null,
                });
                continue;
            }

            last[(clause.Parent, top)] = clause.Key;
            var untouched = before.TryGetValue(key, out var old) && Wording.Of(old.Heading, old.Body) == was;
            if (wording is { Heading: null, IsBlank: true } && was is not { Heading: null, IsBlank: true }) continue;
            there.Add(key);
            if (wording != was) changes.Add(new(MarkUpOp.Reword, clause.Key, wording, null, null, false, untouched, authors.GetValueOrDefault(key, []), clause.Place) { Was = was });
        }

        foreach (var key in ours.Keys.Where(k => !there.Contains(k)))
        {
            changes.Add(new(MarkUpOp.Strike, ClauseKey.Parse(key), ours.Wording(key)!, null, null, false, before.ContainsKey(key), authors.GetValueOrDefault(key, []),
                before.GetValueOrDefault(key)?.Place ?? "document")
            {
                Was = ours.Wording(key),
            });
        }

        return new(ours.TextHash, changes, accepted.Report with { Warnings = [.. accepted.Report.Warnings, .. Moved(accepted, ours)] });
    }

    private static ClauseKey? Known(ClauseKey? parent, OurText ours) => parent is { } key && ours.Wording(key.ToString()) is not null ? key : null;

    private static IEnumerable<ImportWarning> Moved(ImportResult accepted, OurText ours)
    {
        var order = ours.Keys.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i);
        var kept = accepted.Clauses.Where(c => order.ContainsKey(c.Key.ToString())).ToList();
        var rise = Redlines.LongestRise.Of(kept.ConvertAll(c => order[c.Key.ToString()])).ToHashSet();
        return kept.Where((_, i) => !rise.Contains(i)).Select(c => new ImportWarning(c.Place, $"Clause {c.Key} was moved: move it by a proposal of its own."));
    }
}
