namespace PcnAgreements.Faults.Histories;

/// <summary>What clients do.</summary>
internal enum Deed
{
    Draft,
    AddClause,
    Circulate,
    Reword,
    Approve,
    Object,
    ApproveMany,
    Withdraw,
    Comment,
    OpenBallot,
    Vote,
    Note,
    Title,
    ReviewBy,
    Recall,
    OpenSigning,
    Sign,
    Decline,
    Authorise,
    Revoke,
    Read,
}

/// <summary>
/// One thing a client wants done, the same bytes in every attempt. Whatever it writes in words holds its <see cref="Mark"/>, by which its
/// events are found in the log.
/// </summary>
/// <param name="Id">Unique in a round; also the idempotency key.</param>
/// <param name="Person">Whose token goes with it.</param>
/// <param name="Path">Below the base path.</param>
/// <param name="Stream">The stream it is about; null while nobody knows (a new agreement).</param>
internal sealed record Operation(int Id, Deed Deed, string Person, HttpMethod Method, string Path, string? Stream)
{
    /// <summary>The request's body.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The edit tag it is made on; null when it needs none.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The revision of a clause that it answers; null when it answers none, or many.</summary>
    public int? Revision { get; init; }

    /// <summary>The hash of the words of the clause as its client had seen them; null where it is not about one clause's words.</summary>
    public string? Words { get; init; }

    /// <summary>How many events it comes to, each with its mark; 0 where there are no words to mark.</summary>
    public int Marked { get; init; } = 1;

    /// <summary>The organisation it is done for; null where it is for none.</summary>
    public string? Ods { get; init; }

    /// <summary>The clause that its path names; null where it names none.</summary>
    public string? Clause { get; init; }

    /// <summary>The ballot that its path names; null where it names none.</summary>
    public string? Ballot { get; init; }

    /// <summary>The hash of the text that it signs; null where it signs none.</summary>
    public string? Signs { get; init; }

    /// <summary>The person whose authorities it gives or takes; null where it is about nobody's.</summary>
    public string? About { get; init; }

    /// <summary>The moment it must come before: when its ballot closes, or the deadline that it sets. Null where there is none.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>What its words hold.</summary>
    public string Mark => MarkOf(Id);

    public bool IsRead => Deed == Deed.Read;

    public static string MarkOf(int id) => $"op-{id}.";
}
