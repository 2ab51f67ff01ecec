using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// Where and when an event was written: enough to tell it from one that took its version after the log had lost it, which may have been
/// given the same position, and never the same time.
/// </summary>
internal readonly record struct EventPlace(long Position, DateTimeOffset At)
{
    /// <summary>That of an event; null of none.</summary>
    public static EventPlace? Of(LoggedEvent? e) => e is null ? null : new(e.Position, e.At);
}
