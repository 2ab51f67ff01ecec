using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A practice declares a conflict of interest and stands down from a ballot: the vote it may have cast counts no more, whatever the rule
/// says of changes, since a conflict can be noticed late.
/// </summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Nature">What the conflict is.</param>
public sealed record DeclareConflict(BallotKey Ballot, string Nature) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Find(Ballot) is not { } ballot) return agreement.No(Ballot);
        if (ballot.NotOnRoll(context.For) is { } absent) return absent;
        if (ballot.NotOpen(context) is { } closed) return closed;
        if (ballot.Conflicts.TryGetValue(context.For, out var declared) && declared.Nature == Nature) return Decision.Nothing;
        if (TextRules.Problem(Nature, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/nature", problem);
        return Decision.Of(new ConflictDeclared(Ballot, context.For, Nature)).InTime(agreement, context, ballot);
    }
}
