using PcnAgreements.Api.Access;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// What must be so before the service listens: the log has its name, there are keys that sign for it, and the database was not put back.
/// </summary>
internal sealed partial class LogStart(
    LogSettings settings, LogIdentity identity, KeyFolder folder, LogCheckpoints checkpoints, SelfCheck check, LogStanding standing,
    ILogger<LogStart> log)
{
    // With new keys it would write on, and nobody would learn what a restored database has lost.
    private const string BringBack =
        "Put the folder back as it was last (Log__Keys), with the last checkpoint in it, by which it is known whether anything is missing; "
        + "where it is lost for good, `ops/log make-keys` makes other keys.";

    /// <summary>Sees to it.</summary>
    /// <exception cref="SettingException">There are no keys, or the log has another name.</exception>
    public async Task Prepare(CancellationToken ct)
    {
        await identity.Learn(ct);
        if (folder.For(identity.Origin).Count == 0)
        {
            var hasSigned = await checkpoints.Newest(identity.Origin, ct) is not null;
            if (!settings.MakesKeys)
                throw new SettingException(
                    $"Log__Keys is '{folder.Path}', and no key in it signs for the proof log '{identity.Origin}': "
                    + (hasSigned ? $"the log has signed already. {BringBack}" : "`ops/log make-keys` makes them."));
            if (hasSigned) standing.Break($"The proof log has signed already, and the folder of its keys is not here. {BringBack}");
            // Not those of a later epoch: whoever begins one makes them, and who finds an epoch that nobody here began must not accept it.
            else if (identity.Begun is null) NoteKeys(log, folder.Make(identity.Origin));
        }

        if (await check.AgainstTheFile(ct) is { } problem) standing.Break(problem);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Keys that sign the proof log were made: {File}")]
    private static partial void NoteKeys(ILogger log, string file);
}
