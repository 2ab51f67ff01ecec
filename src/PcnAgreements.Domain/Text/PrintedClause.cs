namespace PcnAgreements.Domain.Text;

/// <summary>
/// One clause as a reader meets it: in reading order, with its computed number. What documents are made of and hashes are taken over.
/// </summary>
/// <param name="Key">The clause's key.</param>
/// <param name="Number">Its number in the contract's form (<c>2.3</c>, <c>Schedule 4, 1.2(a)</c>); null when it is not numbered.</param>
/// <param name="Level">Depth from one: a main clause or a schedule is 1.</param>
/// <param name="Parent">The clause it stands under; null at the top.</param>
/// <param name="Schedule">Whether it is a schedule itself (level 1) or stands in one.</param>
/// <param name="Wording">Its words.</param>
/// <param name="Blank">Whether it is there to be filled before signing.</param>
public sealed record PrintedClause(
    ClauseKey Key, string? Number, int Level, ClauseKey? Parent, bool Schedule, Wording Wording, bool Blank = false);
