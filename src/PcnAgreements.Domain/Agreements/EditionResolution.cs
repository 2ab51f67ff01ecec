namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// What is to hold of a clause when the text moves to another edition of its template. Closed: the three answers stand here.
/// </summary>
public abstract record EditionResolution
{
    private EditionResolution()
    {
    }

    /// <summary>The other edition's words; where it no longer has the clause, it goes.</summary>
    public sealed record Theirs : EditionResolution;

    /// <summary>What stands here; where it was struck out here, it stays out.</summary>
    public sealed record Ours : EditionResolution;

    /// <summary>Words that bring both together.</summary>
    /// <param name="Heading">The whole heading; null for none.</param>
    /// <param name="Body">The whole body.</param>
    public sealed record Words(string? Heading, string Body) : EditionResolution;
}
