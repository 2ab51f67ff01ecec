using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Domain.Organisations.Import;

/// <summary>The rows of a file that can be imported, each of which makes sense by itself.</summary>
public abstract record ImportRows
{
    /// <summary>How many rows there are.</summary>
    public abstract int Count { get; }

    /// <summary>Every organisation the rows name: what must be looked up before they can be decided.</summary>
    public abstract IReadOnlyCollection<OdsCode> Organisations { get; }

    /// <summary>
    /// What they come to: all rows or none. The same file again records nothing.
    /// </summary>
    /// <param name="present">What is on record of the organisations named; those that are not registered are left out, or do not
    /// exist.</param>
    public abstract ImportDecision Decide(IReadOnlyDictionary<OdsCode, Organisation> present);
}

/// <summary>What an import comes to.</summary>
/// <param name="Refusal">The bad rows; null when all are taken.</param>
/// <param name="Report">What was found, for the answer; null when refused.</param>
/// <param name="Changes">What is to be recorded, by organisation; none is empty.</param>
public sealed record ImportDecision(Refusal.Invalid? Refusal, ImportReport? Report, ImmutableArray<ImportedChange> Changes)
{
    internal static ImportDecision Refused(Refusal.Invalid refusal) => new(refusal, null, []);
}

/// <summary>What an import records of one organisation.</summary>
public sealed record ImportedChange(OdsCode Ods, ImmutableArray<DomainEvent> Events);

/// <summary>What an import found and did.</summary>
/// <param name="Kind">Which file it was.</param>
/// <param name="Rows">How many rows it had below the header.</param>
/// <param name="Organisations">Practices, PCNs and ICBs.</param>
/// <param name="Memberships">Belonging to a PCN or ICB; moved or ended ones are changed.</param>
/// <param name="ListSizes">List sizes of practices that are known.</param>
/// <param name="Unmatched">Rows with a list size of a practice that is not known; nothing of them is recorded.</param>
/// <param name="Flags">What a person should look at, by line.</param>
public sealed record ImportReport(
    ImportKind Kind, int Rows, ImportCounts Organisations, ImportCounts Memberships, ImportCounts ListSizes, int Unmatched,
    ImmutableArray<ImportFlag> Flags);

/// <summary>Which file an import is.</summary>
public enum ImportKind
{
    /// <summary>The practice mapping file.</summary>
    Mapping,

    /// <summary>The list-size file.</summary>
    ListSizes,
}

/// <summary>How many were new, changed, and as they were.</summary>
public sealed record ImportCounts(int Added, int Changed, int Unchanged)
{
    internal static ImportCounts None { get; } = new(0, 0, 0);

    internal static ImportCounts One(bool isNew, bool isChanged) => isNew ? new(1, 0, 0) : isChanged ? new(0, 1, 0) : new(0, 0, 1);

    /// <summary>Both together.</summary>
    public static ImportCounts operator +(ImportCounts left, ImportCounts right) => Add(left, right);

    /// <summary>Both together.</summary>
    public static ImportCounts Add(ImportCounts left, ImportCounts right) =>
        new(left.Added + right.Added, left.Changed + right.Changed, left.Unchanged + right.Unchanged);
}

/// <summary>Something in a file that a person should look at; it was imported all the same.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="What">What is odd about it.</param>
public sealed record ImportFlag(int Line, string What);
