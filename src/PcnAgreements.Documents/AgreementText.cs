using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents;

/// <summary>A text as it goes out: what every format is written from.</summary>
public sealed record AgreementText
{
    /// <summary>The agreement's title, one line.</summary>
    public required string Title { get; init; }

    /// <summary>The clauses in reading order, struck-out ones left out.</summary>
    public required IReadOnlyList<PrintedClause> Clauses { get; init; }

    /// <summary>The version of the agreement this is the text of, such as <c>42</c>; null leaves it out.</summary>
    public string? Version { get; init; }

    /// <summary>The day to print on it, Europe/London; null leaves it out.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The text hash, lower-case hex; null leaves it out.</summary>
    public string? TextHash { get; init; }

    /// <summary>The agreement's state in words, such as <c>In review</c>; null leaves it out.</summary>
    public string? Status { get; init; }

    /// <summary>The parties with their signature lines, in the order to be printed; none leaves the signature page out.</summary>
    public IReadOnlyList<TextParty> Parties { get; init; } = [];
}

/// <summary>A party as a text names it.</summary>
/// <param name="Name">The organisation's name.</param>
/// <param name="Ods">Its code.</param>
/// <param name="Role">Its role in words; null leaves it out.</param>
/// <param name="Signatures">Who must sign for it, or has.</param>
public sealed record TextParty(string Name, OdsCode Ods, string? Role, IReadOnlyList<TextSignature> Signatures);

/// <summary>One signature line.</summary>
/// <param name="Name">The signatory; null for a line that anyone with authority may sign.</param>
/// <param name="Capacity">In which capacity, such as <c>Partner</c>.</param>
/// <param name="SignedAt">When it was signed; null while it is awaited.</param>
public sealed record TextSignature(string? Name, string? Capacity, DateTimeOffset? SignedAt = null);
