using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof.Packs;

/// <summary>An event in an audit pack, with its proof.</summary>
/// <param name="Index">Its index in the log.</param>
/// <param name="Proof">Its inclusion proof under the pack's checkpoint.</param>
/// <param name="Entry">Its entry's bytes.</param>
/// <param name="Data">Its canonical data; null where they are withheld: an internal comment of one organisation.</param>
public sealed record PackedEvent(long Index, IReadOnlyList<TreeHash> Proof, ReadOnlyMemory<byte> Entry, ReadOnlyMemory<byte>? Data);

/// <summary>A person whom the events of a pack name.</summary>
/// <param name="Id">The opaque id in the events' data.</param>
/// <param name="Commitment">What stands for the person in the entries.</param>
/// <param name="Email">The address that the commitment binds; null once the person is erased.</param>
/// <param name="Name">The name the service had; no proof of it; null once the person is erased.</param>
/// <param name="Salt">The salt that opens the commitment, lower-case hex; null once the person is erased.</param>
public sealed record PackedPerson(string Id, string Commitment, string? Email, string? Name, string? Salt);
