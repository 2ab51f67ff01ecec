namespace PcnAgreements.Documents.Word;

/// <summary>Why a file cannot be read: nothing of it was taken.</summary>
public enum WordProblemKind
{
    /// <summary>Not a zip file, or a damaged or truncated one.</summary>
    NotAPackage,

    /// <summary>Encrypted, or in the format of before 2007: an OLE compound file.</summary>
    EncryptedOrOld,

    /// <summary>A zip, but not a Word document.</summary>
    NotWord,

    /// <summary>It carries macros.</summary>
    Macros,

    /// <summary>Larger, more deeply nested or made of more parts than any agreement.</summary>
    TooLarge,

    /// <summary>A part is not well-formed XML, or declares a document type.</summary>
    BadXml,

    /// <summary>It has tracked changes, and nobody said whether to accept or reject them.</summary>
    TrackedChanges,

    /// <summary>It is no export of this project, so that its changes cannot be told from its text.</summary>
    NotOurExport,
}

/// <summary>A refusal to read a file, in a sentence that may be shown to whoever sent it.</summary>
public sealed record WordProblem(WordProblemKind Kind, string Detail);

/// <summary>What to do with tracked changes.</summary>
public enum TrackedChanges
{
    /// <summary>Refuse a file that has any: its sender decides.</summary>
    Refuse,

    /// <summary>Read the file as if all were accepted.</summary>
    Accept,

    /// <summary>Read the file as if all were rejected.</summary>
    Reject,
}

/// <summary>Ends the reading of a file; it never leaves this namespace.</summary>
#pragma warning disable CA1032, CA1064 // Thrown and caught here alone, and always with a problem.
internal sealed class BadWordFile(WordProblemKind kind, string detail) : Exception(detail)
#pragma warning restore CA1032, CA1064
{
    public WordProblem Problem { get; } = new(kind, detail);
}
