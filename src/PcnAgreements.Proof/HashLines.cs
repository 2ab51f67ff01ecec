using System.Diagnostics.CodeAnalysis;
using PcnAgreements.Proof.Merkle;

namespace PcnAgreements.Proof;

/// <summary>Hashes as proofs carry them: one in Base64 on each line.</summary>
internal static class HashLines
{
    public static bool TryParse(ReadOnlySpan<string> lines, int most, [NotNullWhen(true)] out List<TreeHash>? hashes)
    {
        hashes = null;
        if (lines.Length > most) return false;
        var read = new List<TreeHash>(lines.Length);
        foreach (var line in lines)
        {
            if (!TreeHash.TryParse(line, out var hash)) return false;
            read.Add(hash);
        }

        hashes = read;
        return true;
    }
}
