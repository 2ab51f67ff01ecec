namespace PcnAgreements.CritterStack.Messages;

/// <summary>
/// Says that something may be due now, and no more: what it is, is found in the views of the events. So one that comes late, twice, or on
/// another instance does no harm, and one that is lost is missed by nobody for long.
/// </summary>
public sealed record WakeUp;

/// <summary>Wolverine's way in; it finds handlers by such names.</summary>
public sealed class WakeUpHandler
{
    /// <summary>Does what is due. What it throws, Wolverine tries again, later and later.</summary>
    public static Task Handle(WakeUp message, DueMessages due, CancellationToken ct) => due.Wake(ct);
}
