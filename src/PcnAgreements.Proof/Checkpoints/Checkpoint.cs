using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>
/// How large a log is and what its root is: the text that the log signs and witnesses cosign, in the C2SP form "tlog-checkpoint". It fixes
/// every entry before it.
/// </summary>
/// <param name="Origin">Which log, and which epoch of it.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The root of the tree over them.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Further lines that the log signs; none are written here, some are read.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Reads a checkpoint from a note's text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!text.EndsWith('\n')) return false;
        var lines = text.Split('\n')[..^1];
        if (lines.Length < 3 || lines.Contains("") || !WholeNumber.TryParse(lines[1], out var size)) return false;
        if (!TreeHash.TryParse(lines[2], out var root)) return false;
        checkpoint = new(lines[0], size, root) { Extensions = lines[3..] };
        return true;
    }

    /// <summary>The note of the checkpoint, signed by each of the keys.</summary>
    public SignedNote Sign(IEnumerable<SigningKey> keys)
    {
        var text = ToString();
        return new(text, [.. keys.Select(k => k.Sign(text))]);
    }

    /// <summary>The text that is signed.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n") + string.Concat(Extensions.Select(e => $"{e}\n"));
}
