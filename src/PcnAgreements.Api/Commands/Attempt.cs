using PcnAgreements.Api.Http;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Decides a batch of commands of one lane, writes what they come to in one append, and answers each: tried again while what it rested on
/// has moved on. Nobody is answered, not even with a refusal, from a state that has not been checked to be current.
/// </summary>
internal sealed class Attempt(ILog log, StateCache cache, PeopleLookup people, LogClock clock, NameBook names, LogIdentity epoch)
{
    private const int MostTries = 40;

    /// <summary>Answers every command of the batch, save those that must wait for the next one, which are given back.</summary>
    public async Task<IReadOnlyList<Waiting>> Carry(IReadOnlyList<Waiting> batch)
    {
        var open = FirstOfEachKey(batch);
        var later = batch.Except(open).ToList();
        var newcomers = new Dictionary<string, PersonId>();
        for (var tries = 0; tries < MostTries; tries++)
        {
            var plan = await Decide([.. open.Where(w => !w.Answer.Task.IsCompleted)], newcomers);
            await AnswerRepeated(plan);
            if (!plan.Open.Any()) return later;
            if (plan.WritesNothing ? await IsCurrent(plan, isFirst: tries == 0) : await IsWritten(plan))
            {
                plan.Answer();
                return later;
            }
        }

        foreach (var waiting in open) waiting.Answer.TrySetResult(new Outcome.Conflict());
        return later;
    }

    private static List<Waiting> FirstOfEachKey(IReadOnlyList<Waiting> batch) =>
        [.. batch.Where((w, i) => w.Ask.Key is not { } key || !batch.Take(i).Any(before => before.Ask.Key?.Key == key.Key))];

    // Of people whom nobody had on record, commands of one batch may name the same: they get one id, and keep it over all tries.
    private async Task<Plan> Decide(IReadOnlyList<Waiting> open, Dictionary<string, PersonId> newcomers)
    {
        var plan = new Plan(cache, epoch);
        foreach (var waiting in open)
        {
            try
            {
                var mentioned = await people.Resolve(waiting.Ask, newcomers, plan.Seen, waiting.Ct);
                await plan.Decide(waiting, new Moment(clock.Now, mentioned.Ids), mentioned);
            }
            catch (Exception fault) when (fault is not LogUnavailableException)
            {
                // A bug in one rule, or one caller's bad moment, is that caller's alone.
                waiting.Answer.TrySetException(fault);
            }
        }

        return plan;
    }

    /// <summary>A command that changes nothing, or is refused, may be one that was answered before: its key is looked up first.</summary>
    private async Task AnswerRepeated(Plan plan)
    {
        foreach (var waiting in plan.Open.Where(w => w.Ask.Key is not null && !w.KeyLookedUp && plan.RecordsNothing(w)).ToList())
        {
            waiting.KeyLookedUp = true;
            if (await log.FindAnswer(waiting.Ask.Key!.Value.Key, CancellationToken.None) is not { } kept) continue;
            await CatchUp(kept);
            waiting.Answer.TrySetResult(new Outcome.Repeated(kept));
            plan.Remove(waiting);
        }
    }

    // Its time too must be current, as well as one learnt after the command came is: asked for more, a slow database would never give it.
    private async Task<bool> IsCurrent(Plan plan, bool isFirst)
    {
        var rests = plan.RestsOn;
        var asked = clock.Asking();
        var current = await log.ReadVersions([.. rests.Keys], CancellationToken.None);
        var early = isFirst && plan.Now + TimeSpan.FromMilliseconds(250) < current.Now;
        clock.Learn(current.Now, asked);
        names.At(current.PeopleEpoch);
        var stale = rests.Where(r => current.Ends.GetValueOrDefault(r.Key) != r.Value).Select(r => r.Key).ToList();
        await cache.Refresh(stale, CancellationToken.None);
        return stale.Count == 0 && !early;
    }

    private async Task<bool> IsWritten(Plan plan)
    {
        var asked = clock.Asking();
        switch (await log.Append(plan.Append(), CancellationToken.None))
        {
            case AppendOutcome.Written written:
                clock.Learn(written.At, asked);
                plan.Written(written);
                if (plan.ChangesPeople) names.Forget();
                return true;
            case AppendOutcome.Moved moved:
                await cache.Refresh(moved.Stream, CancellationToken.None);
                return false;
            case AppendOutcome.TooLate late:
                clock.Learn(late.Now, asked);
                return false;
            case AppendOutcome.KeyTaken taken:
                await Repeat(plan, taken.Key);
                return false;
            default:
                return false;
        }
    }

    private async Task Repeat(Plan plan, IdempotencyKey key)
    {
        var kept = await log.FindAnswer(key, CancellationToken.None);
        foreach (var waiting in plan.Open.Where(w => w.Ask.Key?.Key == key).ToList())
        {
            if (kept is not null) await CatchUp(kept);
            waiting.Answer.TrySetResult(kept is null ? new Outcome.Conflict() : new Outcome.Repeated(kept));
        }
    }

    // Whoever is told that it was done before goes on from there, so what is kept here must not be older than that.
    private async Task CatchUp(KeptAnswer kept)
    {
        if (kept.Stream is not { } stream) return;
        if (cache.Kept(stream) is not { } state || Fold.VersionOf(state) < kept.Version)
            await cache.Refresh(stream, CancellationToken.None);
    }
}
