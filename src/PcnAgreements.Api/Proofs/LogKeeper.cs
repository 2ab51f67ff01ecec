using System.Diagnostics;
using Npgsql;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Followers;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// Keeps the log: one instance at a time makes the tree grow and signs a checkpoint, at most one a second; the others stand by, and
/// whichever comes first takes over. Nothing is signed before the database has been held against what is kept outside it.
/// </summary>
internal sealed partial class LogKeeper(
    LogTree stored, TreeReader reader, EntryMaker maker, SelfCheck check, KeptCheckpoint kept, ServedCheckpoints served, KeyFolder folder,
    LogIdentity identity, LogStanding standing, LogFollowers followers, WitnessRound witnesses, ILogger<LogKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private Task? everyEntry;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && standing.Broken is null)
        {
            try
            {
                await using var leading = await stored.TryLead(stoppingToken);
                if (leading is not null) await Lead(leading, stoppingToken);
                else await served.Newest(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (LogDamagedException damaged)
            {
                standing.Break(damaged.Message);
                return;
            }
            catch (StrayEventException stray)
            {
                standing.Note("events", stray.Message);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                standing.Note(
                    "file", "The last checkpoint cannot be kept beside the log's keys, so none is signed.", kept.File, unwritable);
            }
            catch (Exception fault)
            {
                NoteFault(log, fault);
            }

            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(NpgsqlConnection leading, CancellationToken ct)
    {
        await identity.LearnEpoch(ct);
        using var growth = followers.Growth();
        var tree = await TreeGrowth.Load(stored, reader, maker, ct);
        if (await tree.Grow(leading, ct)) return;
        await Check(ct);
        if (folder.For(identity.Origin) is not { Count: > 0 } keys)
        {
            standing.Note("keys", $"There are no keys of '{identity.Origin}' here: no checkpoint is signed.", folder.Path);
            return;
        }

        standing.Note("keys", null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var asking = witnesses.Run(end.Token);
        try
        {
            await Sign(leading, tree, keys, growth, ct);
        }
        finally
        {
            await end.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Check(CancellationToken ct)
    {
        if ((await check.AgainstTheFile(ct) ?? await check.AgainstTheNewest(ct) ?? await witnesses.Check(ct)) is { } problem)
            throw new LogDamagedException(problem);
        // Once in the life of a process: it takes a while where there are millions.
        if (everyEntry is null or { IsCompletedSuccessfully: false }) everyEntry = check.EveryEntry(ct);
        await everyEntry;
    }

    private async Task Sign(
        NpgsqlConnection leading, TreeGrowth tree, IReadOnlyList<SigningKey> keys, LogGrowth growth, CancellationToken ct)
    {
        // A key that was put in or taken out shows at once, not with the next event.
        var newest = await served.Newest(ct);
        var last = newest is not null && IsBy(newest.Note, keys) ? newest.Checkpoint.Size : -1;
        if (last == tree.Range.Size) witnesses.Show(newest!.Note, newest.Checkpoint);
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            if (await tree.Grow(leading, ct)) return;
            if (tree.Range.Size != last)
            {
                var checkpoint = new Checkpoint(identity.Origin, tree.Range.Size, tree.Range.Root);
                var note = checkpoint.Sign(keys);
                kept.Keep(note, checkpoint);
                standing.Note("file", null);
                await LogCheckpoints.Add(leading, identity.Origin, checkpoint.Size, note.ToString(), ct);
                last = LogTelemetry.Size = checkpoint.Size;
                LogTelemetry.Checkpoints.Add(1);
                witnesses.Show(note, checkpoint);
            }

            if (tree.Stray is { } stray) throw new StrayEventException(stray);
            standing.Note("events", null);
            await growth.Wait(ct);
            if (standing.Broken is not null) return;
            if (Between - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest) await Task.Delay(rest, ct);
        }
    }

    private static bool IsBy(SignedNote note, IReadOnlyList<SigningKey> keys) =>
        keys.All(k => note.Signatures.Any(s => k.Verifier.IsNamedBy(s)))
        && note.Signatures.Count(s => s.Name == keys[0].Verifier.Name) == keys.Count;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log could not be signed just now and will be again shortly")]
    private static partial void NoteFault(ILogger log, Exception fault);
}
