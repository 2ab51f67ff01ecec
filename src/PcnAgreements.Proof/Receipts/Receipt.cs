using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using static System.FormattableString;

namespace PcnAgreements.Proof.Receipts;

/// <summary>
/// One file that shows that an entry is in the log: the entry, its index, the inclusion proof, and the checkpoint with its signatures. The
/// form is C2SP tlog-proof with the entry's bytes as the extra data.
/// </summary>
/// <param name="EntryBytes">The entry's bytes: the leaf.</param>
/// <param name="Index">The entry's index, from zero.</param>
/// <param name="Proof">The inclusion proof, leaf's end first.</param>
/// <param name="Note">The checkpoint.</param>
public sealed record Receipt(ReadOnlyMemory<byte> EntryBytes, long Index, IReadOnlyList<TreeHash> Proof, SignedNote Note)
{
    private const string Heading = "c2sp.org/tlog-proof@v1\n";
    private const int MostHashes = 63;

    /// <summary>Reads a receipt.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="problem">What is wrong with its form, in words; null when it could be read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Receipt? receipt, [NotNullWhen(false)] out string? problem)
    {
        receipt = null;
        problem = "it does not have the form of a receipt (c2sp.org/tlog-proof@v1)";
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (!text.StartsWith(Heading, StringComparison.Ordinal) || split < Heading.Length) return false;
        var lines = text[Heading.Length..split].Split('\n');
        if (lines is not [['e', 'x', 't', 'r', 'a', ' ', .. var extra], ['i', 'n', 'd', 'e', 'x', ' ', .. var place], ..]) return false;
        if (!StrictBase64.TryDecode(extra, out var entry) || !WholeNumber.TryParse(place, out var index)) return false;
        if (!HashLines.TryParse(lines.AsSpan(2), MostHashes, out var proof)) return false;
        if (!SignedNote.TryParse(text[(split + 2)..], out var note, out var noteProblem))
        {
            problem = $"its checkpoint is no signed note: {noteProblem}";
            return false;
        }

        (receipt, problem) = (new(entry, index, proof, note), null);
        return true;
    }

    /// <summary>Checks the receipt against whom its reader trusts.</summary>
    /// <param name="policy">The reader's policy.</param>
    /// <param name="entry">What is proven to be in the log; null when it is not.</param>
    /// <param name="judgement">What the policy makes of the checkpoint.</param>
    /// <returns>What is wrong, in words; null when nothing is.</returns>
    public string? Check(Policy policy, out Entry? entry, out Judgement judgement)
    {
        judgement = policy.Judge(Note);
        if (!Entry.TryParse(EntryBytes.Span, out entry)) return Invariant($"entry {Index} does not have the form of an entry");
        if (judgement.WhyNot is { } why) return $"the checkpoint is not to be trusted: {why}";
        var checkpoint = judgement.Checkpoint!;
        if (!LogName.IsOf(checkpoint.Origin, entry.Origin)) return Invariant($"entry {Index} belongs to another log, '{entry.Origin}'");
        return InclusionProof.Verifies(Index, checkpoint.Size, TreeHash.OfLeaf(EntryBytes.Span), Proof, checkpoint.Root)
            ? null
            : Invariant($"entry {Index} is not in the log that the checkpoint speaks of: its proof does not lead to the root");
    }

    /// <summary>The receipt as a file, by custom with the ending <c>.tlog-proof</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Heading);
        text.Append($"extra {Convert.ToBase64String(EntryBytes.Span)}\n");
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Proof) text.Append($"{hash}\n");
        return text.Append('\n').Append(Note).ToString();
    }
}
