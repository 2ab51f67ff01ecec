using PcnAgreements.Api.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// What the commands of one batch come to, each decided on what the one before came to: one append, and an answer for each.
/// </summary>
/// <param name="cache">The cached states.</param>
/// <param name="epoch">The epoch of the log that goes on.</param>
internal sealed class Plan(StateCache cache, LogIdentity epoch)
{
    private readonly List<Decided> decided = [];
    private readonly Dictionary<StreamId, object> before = [];
    private readonly Dictionary<StreamId, object> ahead = [];
    private readonly Dictionary<StreamId, List<NewEvent>> events = [];
    private readonly Dictionary<StreamId, List<Recorded>> recorded = [];

    // The last moment of the day they are decided on: authorities, memberships and list sizes hold by day, in London.
    private DateTimeOffset? sameDay;

    /// <summary>The states its decisions are made on.</summary>
    public Seen Seen { get; } = new(cache);

    /// <summary>The commands still to be answered.</summary>
    public IEnumerable<Waiting> Open => decided.Select(d => d.Waiting).Where(w => !w.Answer.Task.IsCompleted);

    /// <summary>The time the last decision was made at.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Every stream that a decision rests on, with the end it was seen at; those written to included.</summary>
    public IReadOnlyDictionary<StreamId, StreamEnd> RestsOn
    {
        get
        {
            var all = before.ToDictionary(b => b.Key, b => Fold.EndOf(b.Value));
            foreach (var (stream, end) in decided.SelectMany(d => d.RestsOn)) all[stream] = end;
            return all;
        }
    }

    /// <summary>Whether nothing is to be kept: no event, and no answer under a key.</summary>
    public bool WritesNothing => decided.TrueForAll(d => !d.Keeps);

    /// <summary>Whether a command records no event.</summary>
    public bool RecordsNothing(Waiting waiting) =>
        decided.Find(d => d.Waiting == waiting) is { Ruling.Decision: { Events.IsEmpty: true, Elsewhere.IsEmpty: true } };

    /// <summary>
    /// Leaves out a command that has been answered; only one that records nothing, since others were decided on what it came to.
    /// </summary>
    public void Remove(Waiting waiting) => decided.RemoveAll(d => d.Waiting == waiting);

    /// <summary>Decides one more command; what it looks up and is not at hand is loaded first.</summary>
    public async Task Decide(Waiting waiting, Moment moment, Mentioned people)
    {
        while (!TryDecide(waiting, moment, people, out var missing)) await Seen.Refresh(missing, CancellationToken.None);
    }

    private bool TryDecide(Waiting waiting, Moment moment, Mentioned people, out IReadOnlyCollection<StreamId> missing)
    {
        var facts = new Facts(Seen, ahead, epoch.AsSeen);
        facts.State(waiting.Ask.Stream);
        foreach (var person in people.OnRecord) facts.State(person);
        var ruling = facts.Missing.Count > 0 ? null : waiting.Ask.Rule(facts, moment);
        foreach (var (stream, _) in ruling?.Decision.Elsewhere ?? []) facts.State(stream);
        missing = facts.Missing;
        if (ruling is null || missing.Count > 0) return false;
        Now = moment.Now;
        sameDay ??= EndOfDay(facts.State(waiting.Ask.Stream) is Agreement { ChangedAt: var last } && last > Now ? last : Now);
        var decision = ruling.Decision;
        (StreamId Stream, Domain.Agreements.Decided Event)[] all =
            [.. decision.Events.Select(e => (waiting.Ask.Stream, e)), .. decision.Elsewhere.Select(e => (e.Stream, e.Event))];
        // What fails here is this command's alone: nothing of it may have been added yet.
        var steps = Steps(all, ruling.Actor, moment.Now);
        var records = steps.Select(s => Add(waiting, s)).ToArray();
        decided.Add(new(waiting, ruling, facts.RestsOn, people.Changes) { State = facts.State(waiting.Ask.Stream)!, Recorded = records });
        return true;
    }

    /// <summary>Whether it enters, renames or erases anybody.</summary>
    public bool ChangesPeople => People.Any();

    /// <summary>The one transaction it all comes to.</summary>
    public Append Append() => new([.. events.Select(e => Added(e.Key, e.Value))])
    {
        Requires = [.. RestsOn.Where(r => !events.ContainsKey(r.Key)).Select(r => Required(r.Key, r.Value))],
        Answers = [.. decided.Where(d => d.KeepsAnswer).Select(d => d.Kept() with { LastEvent = LastEvent(d) })],
        NotAfter = decided.Select(d => d.Ruling.Decision.NotAfter).Append(sameDay).Min(),
        People = [.. People],
        Rows = [.. events.SelectMany(e => Projection.Rows(e.Key, before[e.Key], ahead[e.Key], recorded[e.Key]))],
    };

    /// <summary>Takes note of what was written: states are folded again with the times the database gave.</summary>
    public void Written(AppendOutcome.Written written)
    {
        var streams = written.Events.GroupBy(e => e.Stream).ToDictionary(g => g.Key, g => g.ToList());
        var states = new Dictionary<StreamId, object>(before);
        foreach (var d in decided)
        {
            if (LastEvent(d) is > 0 and var last) d.LogIndex = written.FirstIndex + last - 1;
            var stream = d.Waiting.Ask.Stream;
            if (!streams.TryGetValue(stream, out var logged)) continue;
            d.State = states[stream] = UpTo(d.Version, states[stream], logged);
        }

        foreach (var (stream, logged) in streams)
        {
            var state = UpTo(long.MaxValue, states[stream], logged);
            Projection.Same(ahead[stream], state);
            cache.Keep(stream, state);
        }
    }

    /// <summary>Answers every command.</summary>
    public void Answer()
    {
        foreach (var d in decided) d.Waiting.Answer.TrySetResult(d.Outcome());
    }

    private StreamAppend Added(StreamId stream, List<NewEvent> added) =>
        new(stream, Fold.VersionOf(before[stream]), added) { ExpectedAt = TimeOf(Fold.EndOf(before[stream])) };

    private static StreamVersion Required(StreamId stream, StreamEnd end) => new(stream, end.Version, TimeOf(end));

    // A stream that was never written to has none.
    private static DateTimeOffset? TimeOf(StreamEnd end) => end.Version == 0 ? null : end.At;

    // What one command says of a person last holds.
    private IEnumerable<PersonChange> People =>
        decided.Where(d => d.Records).SelectMany(d => d.People.Concat(d.Ruling.People)).Reverse().DistinctBy(p => p.Person);

    private static DateTimeOffset EndOfDay(DateTimeOffset now) => London.StartOf(London.DayOf(now).AddDays(1)).AddMicroseconds(-1);

    // Events are written stream by stream, so a command's last event is not the last it decided on.
    private int LastEvent(Decided d)
    {
        var (last, before) = (0, 0);
        foreach (var (stream, list) in events)
        {
            foreach (var record in d.Recorded.Where(r => r.Stream == stream)) last = Math.Max(last, before + record.Ordinal);
            before += list.Count;
        }

        return last;
    }

    private List<Step> Steps(IEnumerable<(StreamId Stream, Domain.Agreements.Decided Event)> all, Actor actor, DateTimeOffset now)
    {
        var (steps, reached) = (new List<Step>(), new Dictionary<StreamId, object>());
        foreach (var (stream, e) in all)
        {
            var from = reached.GetValueOrDefault(stream) ?? ahead.GetValueOrDefault(stream) ?? Seen.Of(stream)!;
            if (epoch.PutBack(from) is { } putBack) from = Step(stream, from, putBack, Actor.System);
            Step(stream, from, e.Event, e.BySystem ? Actor.System : actor);
        }

        return steps;

        object Step(StreamId stream, object from, DomainEvent happened, Actor by)
        {
            var recorded = new Recorded(Fold.VersionOf(from) + 1, now, by, happened);
            steps.Add(new(stream, from, recorded, reached[stream] = Fold.Evolve(from, recorded)));
            return reached[stream];
        }
    }

    private (StreamId Stream, int Ordinal) Add(Waiting waiting, Step step)
    {
        if (!events.TryGetValue(step.Stream, out var list))
        {
            before[step.Stream] = step.From;
            events[step.Stream] = list = [];
            recorded[step.Stream] = [];
        }

        list.Add(new(step.Recorded.Event, step.Recorded.Actor, waiting.Ask.RequestId));
        recorded[step.Stream].Add(step.Recorded);
        ahead[step.Stream] = step.To;
        return (step.Stream, list.Count);
    }

    // Each command went on from what the one before came to, so nothing is folded twice.
    private static object UpTo(long version, object state, List<LoggedEvent> logged)
    {
        var from = Fold.VersionOf(state);
        return Fold.Evolve(state, logged.Where(e => e.Version > from && e.Version <= version));
    }

    private sealed record Step(StreamId Stream, object From, Recorded Recorded, object To);

    private sealed record Decided(
        Waiting Waiting, Ruling Ruling, IReadOnlyDictionary<StreamId, StreamEnd> RestsOn, IReadOnlyList<PersonChange> People)
    {
        public required object State { get; set; }

        public IReadOnlyList<(StreamId Stream, int Ordinal)> Recorded { get; init; } = [];

        public long? LogIndex { get; set; }

        public long Version => version ??= Fold.VersionOf(State);

        public bool Records => Ruling is { Decision.Refusal: null, IsTrial: false }
            && (!Ruling.Decision.Events.IsEmpty || !Ruling.Decision.Elsewhere.IsEmpty || People.Count > 0 || Ruling.People.Count > 0);

        public bool KeepsAnswer => Ruling is { Decision.Refusal: null, IsTrial: false } && Waiting.Ask.Key is not null;

        public bool Keeps => Records || KeepsAnswer;

        public KeptAnswer Kept() => new(
            Waiting.Ask.Key!.Value.Key, Waiting.Ask.Key.Value.BodyHash, Waiting.Ask.Status, Waiting.Ask.Stream, Version,
            Ruling.Decision.Made, Ruling.Body);

        public Outcome Outcome() => Ruling.Decision.Refusal is { } refusal
            ? new Outcome.Refused(refusal, State)
            : new Outcome.Done(State, Ruling.Decision.Made, Ruling.Body, LogIndex);

        private long? version;
    }
}
