using System.Text.Json;

namespace PcnAgreements.Proof.Exports;

/// <summary>What an entry that begins an epoch says of it, in its data.</summary>
/// <param name="Epoch">Which epoch begins, from two.</param>
/// <param name="Kept">How many entries it goes on from: the index of the entry itself.</param>
internal sealed record EpochStart(long Epoch, long Kept)
{
    private static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the data of such an entry; null where they do not say both.</summary>
    public static EpochStart? Read(ReadOnlySpan<byte> data)
    {
        try
        {
            var said = JsonElement.Parse(data, Strictly);
            if (said.ValueKind != JsonValueKind.Object) return null;
            return NumberOf(said, "epoch") is { } epoch && NumberOf(said, "kept") is { } kept ? new(epoch, kept) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? NumberOf(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
