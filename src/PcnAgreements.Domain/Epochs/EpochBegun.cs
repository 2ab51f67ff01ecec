namespace PcnAgreements.Domain.Epochs;

/// <summary>
/// After a rightful restore from a backup an operator began a new epoch of the proof log: what the old one signed for beyond the backup is
/// no more, and its last checkpoint says how much that was. It stands in a stream of its own, <c>log-epochs</c>.
/// </summary>
/// <param name="Epoch">Which epoch begins, from two.</param>
/// <param name="Kept">How many entries of the old one the backup still had: the index of this event.</param>
/// <param name="Previous">The old epoch's last checkpoint, with its signatures.</param>
/// <param name="Reason">Why, in the operator's words.</param>
public sealed record EpochBegun(int Epoch, long Kept, string Previous, string Reason) : DomainEvent;
