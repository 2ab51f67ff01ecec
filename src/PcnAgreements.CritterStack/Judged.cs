using JasperFx.Events;
using Marten;
using PcnAgreements.CritterStack.Events;
using PcnAgreements.Store;
using PcnAgreements.Store.Log;

namespace PcnAgreements.CritterStack;

/// <summary>An append that has been judged.</summary>
internal sealed class Judged(PendingAppend append, Verdict verdict)
{
    private readonly List<IEvent> events = [];

    /// <summary>The append.</summary>
    public PendingAppend Append => append;

    /// <summary>When it is written.</summary>
    public DateTimeOffset At => verdict.At;

    /// <summary>The index of its first event in the proof log.</summary>
    public long FirstIndex => verdict.FirstIndex;

    /// <summary>Whether it is to be saved.</summary>
    public bool Holds => verdict.Refusal is null;

    /// <summary>What its caller is told; of one that holds only once it has been saved.</summary>
    public AppendOutcome Outcome =>
        verdict.Refusal ?? append.Written(verdict.At, verdict.FirstIndex, events.Select(e => e.Sequence).ToArray());

    /// <summary>Gives its events to a session, with the versions that Marten is to insist on.</summary>
    public void AppendTo(IDocumentSession session)
    {
        for (var s = 0; s < append.Append.Streams.Count; s++)
        {
            var stream = append.Append.Streams[s];
            var own = AppendedEvents.Of(append, s, verdict.At);
            var action = session.Events.Append(stream.Stream.Value, stream.ExpectedVersion + own.Length, own);
            action.AggregateType = Fold.Empty(stream.Stream).GetType();
            events.AddRange(own);
        }
    }
}
