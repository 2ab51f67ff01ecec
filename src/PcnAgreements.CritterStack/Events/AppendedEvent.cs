using System.Text.Json;
using JasperFx.Events;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.CritterStack.Events;

/// <summary>An event on its way into Marten, which still knows the append it belongs to.</summary>
internal interface IAppended
{
    /// <summary>The append.</summary>
    PendingAppend Append { get; }
}

/// <summary>Wraps an event for Marten, with the same metadata in the same columns as the built-in engine writes.</summary>
internal sealed class AppendedEvent<T>(T data, PendingAppend append) : Event<T>(data), IAppended where T : DomainEvent
{
    /// <inheritdoc/>
    public PendingAppend Append => append;
}

/// <summary>Makes them.</summary>
internal static class AppendedEvents
{
    /// <summary>One stream's events of an append, stamped with the database's time.</summary>
    public static IEvent[] Of(PendingAppend append, int stream, DateTimeOffset at) =>
        [.. append.Append.Streams[stream].Events.Zip(append.Events[stream], (e, encoded) => Wrap(e.Event, encoded, append, at))];

    private static IEvent Wrap(DomainEvent happened, EncodedEvent encoded, PendingAppend append, DateTimeOffset at)
    {
        var wrapped = (IEvent)Activator.CreateInstance(typeof(AppendedEvent<>).MakeGenericType(happened.GetType()), happened, append)!;
        (wrapped.Id, wrapped.Timestamp) = (encoded.Id, at);
        (wrapped.CausationId, wrapped.CorrelationId, wrapped.UserName) = (append.Id.ToString(), encoded.RequestId, encoded.User);
        // Never null: Marten would write that as the JSON word.
        wrapped.Headers = JsonSerializer.Deserialize<Dictionary<string, object>>(encoded.Headers)!;
        return wrapped;
    }
}
