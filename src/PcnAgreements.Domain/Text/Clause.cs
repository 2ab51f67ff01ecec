namespace PcnAgreements.Domain.Text;

/// <summary>
/// A clause as it stands now: a stable key, its words, and what may be done to them. Its number is never kept: it is computed from its
/// place.
/// </summary>
public sealed record Clause
{
    /// <summary>The key, for ever.</summary>
    public required ClauseKey Key { get; init; }

    /// <summary>The clause it stands under; null at the top.</summary>
    public ClauseKey? Parent { get; init; }

    /// <summary>Whether it is a schedule: only at the top. What stands below a schedule is not one itself.</summary>
    public bool Schedule { get; init; }

    /// <summary>Whether it takes a number; false for recitals. Below one without a number nothing has a number.</summary>
    public bool Numbered { get; init; } = true;

    /// <summary>Whether it must be filled before signing.</summary>
    public bool Blank { get; init; }

    /// <summary>Whether it is national wording, byte for byte its template edition's, which nobody here may alter.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether it is national wording that may be replaced, such as the dispute clauses.</summary>
    public bool Replaceable { get; init; }

    /// <summary>Its present words.</summary>
    public required Wording Wording { get; init; }

    /// <summary>Which revision of its wording this is, from one.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The last change of its wording, its place or its being struck out: what its edit tag shows.</summary>
    public Edit Edit { get; init; }

    /// <summary>The clause whose striking took this one out: itself, or one above it; null while it stands.</summary>
    public ClauseKey? StruckWith { get; init; }

    /// <summary>Whether it has been struck out, alone or with one above it.</summary>
    public bool Struck => StruckWith is not null;
}
