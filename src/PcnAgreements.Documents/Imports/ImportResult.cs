using PcnAgreements.Domain;

namespace PcnAgreements.Documents.Imports;

/// <summary>What a file was read as: nothing is recorded by reading it.</summary>
/// <param name="Clauses">The clauses in reading order: main clauses, then schedules.</param>
/// <param name="Report">What a person should look at before taking them.</param>
public sealed record ImportResult(IReadOnlyList<ImportedClause> Clauses, ImportReport Report);

/// <summary>A clause found in a file.</summary>
public sealed record ImportedClause
{
    /// <summary>The key that travelled in the file, or a new one that is free in it.</summary>
    public required ClauseKey Key { get; init; }

    /// <summary>Whether the key travelled in the file.</summary>
    public bool Keyed { get; init; }

    /// <summary>The clause it stands under; null at the top.</summary>
    public ClauseKey? Parent { get; init; }

    /// <summary>The number it has here; null when it has none.</summary>
    public string? Number { get; init; }

    /// <summary>The label exactly as the file prints it; null when it prints none.</summary>
    public string? SourceNumber { get; init; }

    /// <summary>The heading as it is kept; null when there is none.</summary>
    public string? Heading { get; init; }

    /// <summary>The body as it is kept; may be empty.</summary>
    public required string Body { get; init; }

    /// <summary>Depth from one.</summary>
    public int Level { get; init; }

    /// <summary>Whether it is a schedule (level one) or stands in one.</summary>
    public bool Schedule { get; init; }

    /// <summary>Whether it takes a number; false for recitals and the like.</summary>
    public bool Numbered { get; init; } = true;

    /// <summary>Whether it is there to be filled.</summary>
    public bool Blank { get; init; }

    /// <summary>Who tracked it as inserted, for a clause without a key in a marked-up file.</summary>
    internal IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Where it begins in the file: <c>line 12</c>, <c>paragraph 40</c>.</summary>
    public required string Place { get; init; }
}

/// <summary>What was found in a file beside its clauses.</summary>
public sealed record ImportReport
{
    /// <summary>The title the file gives itself; null when none was recognised.</summary>
    public string? Title { get; init; }

    /// <summary>How many pages the writing program counted; null when the file does not say.</summary>
    public int? Pages { get; init; }

    /// <summary>How many paragraphs (lines of text, in a Markdown file) were read.</summary>
    public int Paragraphs { get; init; }

    /// <summary>Every character that is in no clause, and why.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>What is there to be filled: placeholders such as <c>[insert …]</c>, and empty schedules.</summary>
    public IReadOnlyList<FoundBlank> Blanks { get; init; } = [];

    /// <summary>What a person should look at.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    /// <summary>Every clause whose number here is not the one its file prints.</summary>
    public IReadOnlyList<NumberDiffers> NumberDiffers { get; init; } = [];

    /// <summary>References taken from fields, and typed ones that now would point elsewhere.</summary>
    public IReadOnlyList<FoundReference> References { get; init; } = [];

    /// <summary>Labels of paragraphs that are no clause of their own, such as items of lists in tables, exactly as printed.</summary>
    public IReadOnlyList<FoundLabel> Labels { get; init; } = [];
}

/// <summary>Text that is in no clause.</summary>
public sealed record LeftOut(string Place, string Text, string Why);

/// <summary>A blank to be filled.</summary>
public sealed record FoundBlank(string Place, ClauseKey Clause, string Text);

/// <summary>Something to look at.</summary>
public sealed record ImportWarning(string Place, string Text);

/// <summary>A clause whose number here differs from what its file prints.</summary>
public sealed record NumberDiffers(string Place, ClauseKey Clause, string SourceNumber, string? Number);

/// <summary>A reference in the file.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Printed">What the file prints.</param>
/// <param name="Clause">The clause it names; null when its target is not there.</param>
/// <param name="Stale">
/// Whether the file prints something else than the number its target has in the file; null for typed references.
/// </param>
public sealed record FoundReference(string Place, string Printed, ClauseKey? Clause, bool? Stale);

/// <summary>The label of a paragraph that is no clause of its own.</summary>
public sealed record FoundLabel(string Place, string Printed);
