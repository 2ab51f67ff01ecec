using System.Text.Json;

namespace PcnAgreements.Api.Proofs;

/// <summary>An entry of the log, as far as the caller may see it.</summary>
/// <param name="Index">Its index.</param>
/// <param name="LeafHash">
/// The hash of its leaf, Base64: SHA-256 over a nought byte and the canonical JSON (RFC 8785) of <paramref name="Entry"/>.
/// </param>
/// <param name="Entry">The entry; null for who may not read what it is about.</param>
/// <param name="Data">The event's data, whose hash stands in the entry; null where they are withheld.</param>
internal sealed record EntryView(long Index, string LeafHash, JsonElement? Entry, JsonElement? Data);

/// <summary>That an entry is in the log at a size: the hashes beside its way to the root, the leaf's sibling first.</summary>
internal sealed record InclusionView(long Index, long Size, string LeafHash, IReadOnlyList<string> Hashes, string RootHash);

/// <summary>That the log at one size begins with all that it had at an earlier one.</summary>
internal sealed record ConsistencyView(long From, long To, IReadOnlyList<string> Hashes, string FromRoot, string ToRoot);
