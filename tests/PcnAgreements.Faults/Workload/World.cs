using System.Text.Json;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Workload;

/// <summary>Turns wishes into operations, from what clients know of the agreements they work on.</summary>
internal sealed class World(int slots)
{
    private const int EnoughClauses = 4;
    private readonly Slot[] all = [.. Enumerable.Range(0, slots).Select(_ => new Slot())];

    /// <summary>What a wish comes to now; null when there is nothing to be done about it.</summary>
    public Operation? Resolve(Wish wish)
    {
        var slot = all[wish.Slot];
        lock (slot)
        {
            if (wish.Deed is Deed.Authorise or Deed.Revoke) return Requests.Deputising(wish);
            if (slot.Agreement is not { } agreement) return slot.Drafting ? null : Draft(wish, slot);
            return Requests.Of(wish, slot, $"/agreements/{agreement}", $"agreement-{agreement}", Fitting(wish, slot));
        }
    }

    /// <summary>Takes note of what an operation was answered.</summary>
    public void Learn(Wish wish, Operation operation, Attempt attempt, ReadOnlyMemory<byte> body)
    {
        var slot = all[wish.Slot];
        lock (slot)
        {
            // Somebody else's agreement may have taken this place since.
            if (slot.Agreement is { } agreement ? operation.Stream != $"agreement-{agreement}" : operation.Deed != Deed.Draft) return;
            if (attempt.IsRefused) slot.Doubtful = true;
            // There was such an agreement once, and it was lost. To a deputy without authority it is not there either.
            if (operation is { IsRead: true, Person: Cast.Editor } && attempt.Status == 404) slot.Retire();
            if (operation.Deed == Deed.Draft && !attempt.IsAcknowledged) slot.Drafting = false;
            if (body.Length > 0 && body.Span[0] == (byte)'{') slot.Learn(JsonDocument.Parse(body).RootElement);
        }
    }

    private static Operation Draft(Wish wish, Slot slot)
    {
        slot.Drafting = true;
        return Requests.Drafting(wish);
    }

    // What would only be refused in the agreement's state gives way, mostly, to what brings it on.
    private static Deed Fitting(Wish wish, Slot slot) => slot switch
    {
        { Doubtful: true } => Deed.Read,
        { Status: "drafting", Clauses.Count: < EnoughClauses } => Deed.AddClause,
        { Status: "drafting" } when wish.Dice < 0.6 => Deed.Circulate,
        { IsSettled: true } when wish.Dice < 0.3 && slot.Ballots(DateTimeOffset.UtcNow) is [] => Deed.OpenSigning,
        { Status: "signing" } when wish.Dice < 0.70 => Deed.Sign,
        { Status: "signing" } when wish.Dice < 0.72 => Deed.Decline,
        _ => wish.Deed,
    };
}
