namespace PcnAgreements.Store.Schema;

/// <summary>One step of the schema. What has been released is never edited: a change is a new step.</summary>
/// <param name="Version">Its number; rises by one.</param>
/// <param name="Sql">What it does, by the owner.</param>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>
    /// Every step in order. Functions and the tables of views are not among them: those are replaced, these made anew from the log, when
    /// their definition changes. Once released, a build that changes them takes a step too, be it an empty one: by its number an older
    /// build that is started later knows that it is the older.
    /// </summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, LogTables.Sql),
        new(2, OwnTables.Sql),
        new(3, ProofTables.Sql),
        new(4, ProofTables.EraseAgain),
    ];

    /// <summary>The version of the schema that this build knows.</summary>
    public static int Newest => All[^1].Version;
}
