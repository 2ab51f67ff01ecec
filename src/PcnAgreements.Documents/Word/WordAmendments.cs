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

    /// <summary>Another place; its words may be asked to change too, by a change of its own.</summary>
    Move,
}

/// <summary>One change that a marked-up export asks for.</summary>
/// <param name="Op">What it asks for.</param>
/// <param name="Clause">The clause; for an added one null.</param>
/// <param name="Wording">The words asked for; for one to strike out, those it was exported with.</param>
/// <param name="Parent">For an added or a moved clause, the clause it would stand under; null for the top.</param>
/// <param name="After">
/// For an added or a moved clause, the nearest sibling before it that stays where it is; null when there is none.
/// </param>
/// <param name="Schedule">For an added clause, whether it would be a schedule.</param>
/// <param name="Tracked">Whether all of it was tracked; false when words were changed without a trace in the file.</param>
/// <param name="Authors">Who made the tracked changes, as their program named them.</param>
/// <param name="Place">Where it stands in the file.</param>
public sealed record MarkUp(
    MarkUpOp Op, ClauseKey? Clause, Wording Wording, ClauseKey? Parent, ClauseKey? After, bool Schedule, bool Tracked,
    IReadOnlyList<string> Authors, string Place)
{
    /// <summary>The words that were marked up: those it was exported with; null for an added clause.</summary>
    public Wording? Was { get; init; }

    /// <summary>Whether an added or a moved clause would stand under an added one, which has no key to name yet.</summary>
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
                throw new BadWordFile(
                    WordProblemKind.NotOurExport,
                    "The file is no export of an agreement from here, or has lost what ties it to one: propose the wording clause by clause.");
            var (read, rejected) = (accepted.Import(), WordDocument.Read(package, TrackedChanges.Reject).Import());
            return new(
                ours.TextHash, [.. new MarkUpComparison(read, rejected, ours, new MarkUpTraces(package.Main())).Changes()], read.Report);
        }
        catch (BadWordFile bad)
        {
            problem = bad.Problem;
            return null;
        }
    }
}
