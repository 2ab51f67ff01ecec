using PcnAgreements.Domain.Epochs;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

public sealed partial record Agreement
{
    // What was recorded and not signed any more before the end is not among what is known to be lost.
    private const int Unsigned = 100;

    /// <summary>Its version, with the epoch it was recorded in.</summary>
    public EpochVersion Present => new(Version, Epoch);

    /// <summary>The key of the next ballot.</summary>
    public BallotKey NextBallot => new(After(Ballots is [.., var last] ? last.Key.Ordinal : 0));

    /// <summary>The key of the next comment.</summary>
    public CommentKey NextComment => new(After(Comments is [.., var last] ? last.Key.Ordinal : 0));

    /// <summary>The key of the next amendment.</summary>
    public AmendmentKey NextAmendment => new(After(Amendments is [.., var last] ? last.Key.Ordinal : 0));

    /// <summary>The number of a clause's next revision.</summary>
    public int NextRevision(Clause clause) => After(clause.Revision);

    /// <summary>The last key and number of a revision that may have been given, if what stood at the end is lost.</summary>
    /// <param name="lost">How many entries the whole log is known to have lost: no stream can have lost more of what was signed.</param>
    public int MayHaveGiven(long lost)
    {
        var last = Revisions.Values.Select(r => r[^1].Number)
            .Concat([NextBallot.Ordinal - 1, NextComment.Ordinal - 1, NextAmendment.Ordinal - 1, NextClause - 1]).Max();
        return (int)Math.Min(int.MaxValue / 2, last + lost + Unsigned);
    }

    /// <summary>
    /// The agreement as decisions must see it once its end may be lost: somebody may still hold a key or a revision number that was given
    /// then, and must not find something else under it.
    /// </summary>
    /// <param name="last">The last that may have been given.</param>
    public Agreement GoingOnBeyond(int last) => this with { LastLost = last, NextClause = Math.Max(NextClause, last + 1) };

    private int After(int last) => Math.Max(last, LastLost) + 1;
}
