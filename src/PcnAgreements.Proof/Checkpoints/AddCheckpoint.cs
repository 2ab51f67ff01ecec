using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>
/// What a log sends to a witness (C2SP tlog-witness, <c>POST …/add-checkpoint</c>): the size it believes the witness last saw, the proof
/// that nothing of that was altered, and its new checkpoint.
/// </summary>
/// <param name="OldSize">The size the witness last cosigned; 0 when it has seen nothing.</param>
/// <param name="Proof">The consistency proof from there; empty from 0.</param>
/// <param name="Note">The checkpoint with the log's signatures.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<TreeHash> Proof, SignedNote Note)
{
    /// <summary>The type of the answer to who named another size than the witness's: the size, and a line end.</summary>
    public const string SizeMediaType = "text/x.tlog.size";

    private const int MostHashes = 63;

    /// <summary>Reads a request's body.</summary>
    public static bool TryParse(string body, [NotNullWhen(true)] out AddCheckpoint? request)
    {
        request = null;
        var split = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) return false;
        var lines = body[..split].Split('\n');
        if (lines[0] is not ['o', 'l', 'd', ' ', .. var old] || !WholeNumber.TryParse(old, out var size)) return false;
        if (!HashLines.TryParse(lines.AsSpan(1), MostHashes, out var proof)) return false;
        if (!SignedNote.TryParse(body[(split + 2)..], out var note, out _)) return false;
        request = new(size, proof, note);
        return true;
    }

    /// <summary>Reads the signature lines that a witness answers with; false when one is no such line.</summary>
    public static bool TryParseAnswer(string body, [NotNullWhen(true)] out IReadOnlyList<NoteSignature>? signatures)
    {
        signatures = null;
        if (!body.EndsWith('\n')) return false;
        var read = new List<NoteSignature>();
        foreach (var line in body.Split('\n').SkipLast(1))
        {
            if (!NoteSignature.TryParse(line, out var signature)) return false;
            read.Add(signature);
        }

        signatures = read;
        return read.Count > 0;
    }

    /// <summary>The request's body.</summary>
    public override string ToString()
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof) body.Append($"{hash}\n");
        return body.Append('\n').Append(Note).ToString();
    }
}
