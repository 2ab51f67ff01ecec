using PcnAgreements.Domain;

namespace PcnAgreements.Store;

/// <summary>
/// The seam: the one log of events, whichever engine keeps it. An engine promises, and callers rely on, what each member says; the contract
/// test is <c>LogContract</c> in <c>tests/PcnAgreements.Store.Tests</c>, which each engine joins by an empty subclass.
/// </summary>
public interface ILog
{
    /// <summary>
    /// The events of one stream after a version, in order, without a gap; none when there is no such stream.
    /// Engines MUST show every append that was acknowledged before the call. Callers MUST NOT assume that nothing is added meanwhile.
    /// </summary>
    Task<IReadOnlyList<LoggedEvent>> ReadStream(StreamId stream, long after, CancellationToken ct);

    /// <summary>
    /// Where streams end at present, with the database's clock and the epoch of the people table, all in one round trip: how a cached state
    /// is found to be current.
    /// </summary>
    Task<LogVersions> ReadVersions(IReadOnlyCollection<StreamId> streams, CancellationToken ct);

    /// <summary>
    /// Writes events, the answer kept under an idempotency key, new people and the rows of the views, in one transaction, or nothing of it.
    /// Engines MUST write only if every expected end and every required end of a stream still holds, no idempotency key among the answers
    /// is taken, and the database's clock has not passed <see cref="Append.NotAfter"/>; MUST stamp the events with that clock, never
    /// going back within a stream; MUST give positions that rise in commit order, across instances, and with them the indices of the proof
    /// log, from 0 without a gap; and MUST NOT acknowledge before the commit is durable.
    /// Engines MUST throw <see cref="LogUnavailableException"/> only where it is certain that nothing was written or will be.
    /// Callers MUST NOT repeat an append that threw anything else: its outcome is unknown until its idempotency key, or the stream's
    /// version, settles it.
    /// </summary>
    Task<AppendOutcome> Append(Append append, CancellationToken ct);

    /// <summary>
    /// Up to <paramref name="limit"/> events of the whole log after a position, in order of position.
    /// Engines MUST never let an event become visible at a position before one already shown: a reader that goes on from the last position
    /// it saw skips nothing that was committed. Positions may have gaps.
    /// </summary>
    Task<IReadOnlyList<LoggedEvent>> ReadAll(long after, int limit, CancellationToken ct);

    /// <summary>
    /// The answer kept under an idempotency key; null when the key has not been used with success.
    /// </summary>
    Task<KeptAnswer?> FindAnswer(IdempotencyKey key, CancellationToken ct);
}

/// <summary>An event as the log keeps it.</summary>
/// <param name="Position">Its place in the whole log; rises in commit order, may have gaps.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in its stream, from one, without gaps.</param>
/// <param name="At">When it was written, by the database's clock, UTC.</param>
/// <param name="Actor">Who made it happen.</param>
/// <param name="RequestId">The id of the request that caused it.</param>
/// <param name="Event">What happened.</param>
public sealed record LoggedEvent(
    long Position, StreamId Stream, long Version, DateTimeOffset At, Actor Actor, string? RequestId, DomainEvent Event)
{
    /// <summary>The event as a fold meets it.</summary>
    public Recorded Recorded => new(Version, At, Actor, Event);

    /// <summary>Where its stream ended when it had been written.</summary>
    public StreamEnd End => new(Version, At);
}

/// <summary>
/// The last event of a stream, told from every other that may ever stand in its place: once a database was put back, or another took over
/// that had not got all, the same version may hold another event, which was written at another time.
/// </summary>
/// <param name="Version">Its version; 0 of a stream that does not exist.</param>
/// <param name="At">When it was written; the beginning of time of a stream that does not exist.</param>
public readonly record struct StreamEnd(long Version, DateTimeOffset At);

/// <summary>What a version check answers.</summary>
/// <param name="Ends">Where each stream asked for ends.</param>
/// <param name="Now">The database's clock, UTC.</param>
/// <param name="PeopleEpoch">Rises whenever the name or e-mail of someone on record changes or is erased.</param>
public sealed record LogVersions(IReadOnlyDictionary<StreamId, StreamEnd> Ends, DateTimeOffset Now, long PeopleEpoch);

/// <summary>One transaction's worth of writing.</summary>
/// <param name="Streams">What is added to which streams; no stream twice.</param>
public sealed record Append(IReadOnlyList<StreamAppend> Streams)
{
    /// <summary>Ends of other streams that the decision rests on, such as the organisation that gave the caller's authority.</summary>
    public IReadOnlyList<StreamVersion> Requires { get; init; } = [];

    /// <summary>Answers to be kept under idempotency keys.</summary>
    public IReadOnlyList<KeptAnswer> Answers { get; init; } = [];

    /// <summary>The last moment, by the database's clock, at which this may be written; null when there is none.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>People to be entered, renamed or erased.</summary>
    public IReadOnlyList<PersonChange> People { get; init; } = [];

    /// <summary>Rows of the views, as they stand afterwards.</summary>
    public IReadOnlyList<ViewRow> Rows { get; init; } = [];
}

/// <summary>Events to be added to one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="ExpectedVersion">The version it must have; 0 when it must not exist.</param>
/// <param name="Events">The events, in order; never empty.</param>
public sealed record StreamAppend(StreamId Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events)
{
    /// <summary>When the event of that version must have been written; null when it may be any.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }
}

/// <summary>An event to be written.</summary>
/// <param name="Event">What happens.</param>
/// <param name="Actor">Who makes it happen.</param>
/// <param name="RequestId">The id of the request that causes it; null for what the service does by itself.</param>
public sealed record NewEvent(DomainEvent Event, Actor Actor, string? RequestId);

/// <summary>A stream and the version it is expected to have.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The version; 0 when it must not exist.</param>
/// <param name="At">When the event of that version must have been written; null when it may be any.</param>
public readonly record struct StreamVersion(StreamId Stream, long Version, DateTimeOffset? At = null);

/// <summary>What an idempotency key belongs to: SHA-256 over caller, method, path and key. Kept for ever; names nobody.</summary>
/// <param name="Value">Lower-case hex.</param>
public readonly record struct IdempotencyKey(string Value);

/// <summary>The answer a command got, kept so that the same request again gets the same.</summary>
/// <param name="Key">Under which key.</param>
/// <param name="BodyHash">SHA-256 of the request's body, lower-case hex: another body under the same key is a mismatch.</param>
/// <param name="Status">
/// The HTTP status it had: for whoever reads the record. The same answer is made again from the state, and its status with it.
/// </param>
/// <param name="Stream">
/// The stream whose state the answer shows, or was decided on; null when <paramref name="Body"/> is the whole answer.
/// </param>
/// <param name="Version">The version it shows.</param>
/// <param name="Made">The key of what was made, or another short word the answer needs.</param>
/// <param name="Body">An answer that is no state's view, such as an import's report, as JSON without personal data; else null.</param>
public sealed record KeptAnswer(
    IdempotencyKey Key, string BodyHash, int Status, StreamId? Stream, long Version, string? Made, string? Body = null)
{
    /// <summary>
    /// When it is to be kept: which of the append's events is the last that the command recorded, from 1; 0 when it recorded none.
    /// </summary>
    public int LastEvent { get; init; }

    /// <summary>When it is found: the index of that event in the proof log; null when none was recorded.</summary>
    public long? LogIndex { get; init; }
}

/// <summary>A change of the table that holds who a person is; never part of an event.</summary>
/// <param name="Person">The opaque id.</param>
/// <param name="Email">The address in lower case; null to erase the person.</param>
/// <param name="Name">The name; null to leave it as it is (or, with no address, to erase it).</param>
public sealed record PersonChange(PersonId Person, string? Email, string? Name);

/// <summary>One row of a view as it stands after the events, or its removal.</summary>
/// <param name="View">The view's table.</param>
/// <param name="Key">The row's key columns as a JSON object.</param>
/// <param name="Row">All its columns as a JSON object; null when the row goes.</param>
public sealed record ViewRow(string View, string Key, string? Row);

/// <summary>What became of an append. Anything but <see cref="Written"/> left nothing behind.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>It is durable.</summary>
    /// <param name="At">When it was written.</param>
    /// <param name="Events">What was written, as the log keeps it, stream by stream in the order asked for.</param>
    /// <param name="FirstIndex">The index of the first of them in the proof log; the others follow it one by one.</param>
    public sealed record Written(DateTimeOffset At, IReadOnlyList<LoggedEvent> Events, long FirstIndex) : AppendOutcome;

    /// <summary>A stream that is written to, or required, has moved on.</summary>
    public sealed record Moved(StreamId Stream, long Actual) : AppendOutcome;

    /// <summary>An idempotency key is taken.</summary>
    public sealed record KeyTaken(IdempotencyKey Key) : AppendOutcome;

    /// <summary>The database's clock has passed the last moment allowed.</summary>
    public sealed record TooLate(DateTimeOffset Now) : AppendOutcome;

    /// <summary>An e-mail address to be entered belongs to another person by now, or the person was erased.</summary>
    public sealed record PersonTaken(string Email) : AppendOutcome;
}
