using PcnAgreements.Api.Access;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// What must be so before the service listens: the log has its name, there are keys that sign for it, and the database was not put back.
/// </summary>
internal sealed partial class LogStart(
    LogSettings settings, LogIdentity identity, KeyFolder folder, SelfCheck check, LogStanding standing, ILogger<LogStart> log)
{
    /// <summary>Sees to it.</summary>
    /// <exception cref="SettingException">There are no keys, or the log has another name.</exception>
    public async Task Prepare(CancellationToken ct)
    {
        await identity.Learn(ct);
        if (folder.For(identity.Origin).Count == 0)
        {
            if (!settings.MakesKeys)
                throw new SettingException(
                    $"Log__Keys is '{folder.Path}', and no key in it signs for the proof log '{identity.Origin}': `ops/log make-keys` makes them.");
            // Not those of a later epoch: whoever begins one makes them, and who finds an epoch that nobody here began must not accept it.
            if (identity.Begun is null) NoteKeys(log, folder.Make(identity.Origin));
        }

        if (await check.AgainstTheFile(ct) is { } problem) standing.Break(problem);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Keys that sign the proof log were made: {File}")]
    private static partial void NoteKeys(ILogger log, string file);
}
