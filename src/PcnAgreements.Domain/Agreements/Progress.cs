using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>How far an agreement has come: clauses settled of all, ballots, signatures.</summary>
/// <param name="Clauses">Clauses that stand, and how many of them are settled in their present wording.</param>
/// <param name="Ballots">Ballots, by where they stand.</param>
/// <param name="Signatures">Signatures required and given, parties and how many are complete.</param>
public sealed record Progress(ClauseProgress Clauses, BallotProgress Ballots, SignatureProgress Signatures)
{
    /// <summary>The progress of an agreement as it stands.</summary>
    public static Progress Of(Agreement agreement)
    {
        var standing = agreement.Text.Printed;
        var signing = SigningProgress.Of(agreement);
        return new(
            new(standing.Count(c => agreement.SettledBy(c.Key) is not null), standing.Length),
            new(
                agreement.Ballots.Count(b => b.Status == BallotStatus.Open),
                agreement.Ballots.Count(b => b.Status == BallotStatus.Closed),
                agreement.Ballots.Count(b => b.Result is { Outcome: Outcome.Carried }),
                agreement.Ballots.Count(b => b.Status == BallotStatus.Cancelled)),
            new(
                signing.Parties.Sum(p => p.Signatures.Length), signing.Parties.Sum(p => p.Required),
                signing.Round is null ? 0 : signing.Parties.Count(p => p.IsComplete), signing.Parties.Length));
    }
}

/// <summary>Clauses settled of all that stand.</summary>
public sealed record ClauseProgress(int Settled, int Of);

/// <summary>Ballots open, closed (carried ones among them), and called off.</summary>
public sealed record BallotProgress(int Open, int Closed, int Carried, int Cancelled);

/// <summary>Signatures given of those required, and parties that are complete of all.</summary>
public sealed record SignatureProgress(int Given, int Required, int PartiesComplete, int Parties);
