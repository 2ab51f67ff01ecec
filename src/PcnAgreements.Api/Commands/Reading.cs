using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Answers questions from folded states that are checked to be current: one round trip tells where all streams that the answer
/// rests on end, and there is no other work in the database while nothing has changed.
/// </summary>
internal sealed class Reading(ILog log, StateCache cache, LogClock clock, NameBook names)
{
    private static readonly TimeSpan Drift = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Asks, checks what the answer rested on, and asks again with what had moved on. Each stream is checked once: a state that was current
    /// after the question came is good enough for it, however fast the stream goes on growing.
    /// </summary>
    public async Task<TAnswer> Ask<TAnswer>(Func<Facts, DateTimeOffset, TAnswer> question, CancellationToken ct)
    {
        var good = new HashSet<StreamId>();
        var seen = new Seen(cache);
        var again = false;
        while (true)
        {
            var now = clock.Now;
            var facts = new Facts(seen);
            var answer = question(facts, now);
            if (facts.Missing.Count > 0)
            {
                await seen.Refresh(facts.Missing, ct);
                good.UnionWith(facts.Missing);
                continue;
            }

            var open = facts.RestsOn.Where(r => !good.Contains(r.Key)).ToList();
            if (again && open.Count == 0) return answer;
            var asked = clock.Asking();
            var current = await log.ReadVersions([.. open.Select(r => r.Key)], ct);
            names.At(current.PeopleEpoch);
            clock.Learn(current.Now, asked);
            var stale = open.Where(r => current.Ends.GetValueOrDefault(r.Key) != r.Value).Select(r => r.Key).ToList();
            await seen.Refresh(stale, ct);
            good.UnionWith(open.Select(r => r.Key));
            // Once: from then on the clock is one that was learnt after the question came, however slow the database answers.
            if (stale.Count == 0 && (again || (current.Now - now).Duration() < Drift)) return answer;
            again = true;
        }
    }

    /// <summary>Sees to it that an answer to a command tells no name that was changed or erased elsewhere more than a second ago.</summary>
    public async Task KnowWhoIsWho(CancellationToken ct)
    {
        if (names.IsOld) names.At((await log.ReadVersions([], ct)).PeopleEpoch);
    }

    /// <summary>An aggregate as it was right after a version of its stream; null when that is not there yet.</summary>
    public async Task<object?> StateAsOf(StreamId stream, long version, CancellationToken ct)
    {
        // Whoever asks may not have checked it: it is what the log has only once the last event it rests on has been read again.
        if (cache.Kept(stream) is { } kept && Fold.VersionOf(kept) == version
            && await cache.Refresh(stream, ct) is var present && Fold.VersionOf(present) == version)
            return present;
        var events = await log.ReadStream(stream, 0, ct);
        return events.Count < version ? null : Fold.Evolve(Fold.Empty(stream), events.Where(e => e.Version <= version));
    }

    /// <summary>
    /// An agreement as it was at a version, or at a moment (inclusive); a problem when that is not there yet, or was before the beginning.
    /// </summary>
    public async Task<(Agreement? Agreement, Problem? Problem)> AsOf(
        AgreementId id, long? version, DateTimeOffset? time, DateTimeOffset now, CancellationToken ct)
    {
        var (state, problem) = await AsOf(StreamId.Of(id), new AsOf(version, time), ct, now);
        return ((Agreement?)state, problem);
    }

    /// <summary>
    /// An aggregate as it was at a version, or at a moment (inclusive); a problem when that is not there yet, or was before the beginning.
    /// </summary>
    public async Task<(object? State, Problem? Problem)> AsOf(
        StreamId stream, AsOf asOf, CancellationToken ct, DateTimeOffset? known = null)
    {
        var now = known ?? (await log.ReadVersions([], ct)).Now;
        if (asOf.Time > now) return (null, Problem.Invalid("?asOf", "must not be in the future"));
        if (asOf.Version == 0) return (null, Problem.NotFound("Versions begin with 1."));
        if (asOf.Version is { } v)
            return await StateAsOf(stream, v, ct) is { } then
                ? (then, null)
                : (null, Problem.Invalid("?asOf", "is a version that is not there yet"));
        var before = (await log.ReadStream(stream, 0, ct)).Where(e => e.At <= asOf.Time).ToList();
        return before.Count == 0
            ? (null, Problem.NotFound("It had not begun then."))
            : (Fold.Evolve(Fold.Empty(stream), before), null);
    }
}
