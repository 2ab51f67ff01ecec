using System.Diagnostics.CodeAnalysis;
using System.Text;
using static System.FormattableString;

namespace PcnAgreements.Proof.Notes;

/// <summary>
/// Text with signatures below it, in the C2SP form "signed note": the text, an empty line, and a line <c>— name base64(key
/// id‖signature)</c> for each signature. That it could be read says nothing of whether any of them is good.
/// </summary>
/// <param name="Text">What is signed, its last line end included.</param>
/// <param name="Signatures">The signature lines in order.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    // The standard asks for at least 16; a rotation with witnesses stays far below this.
    private const int MostSignatures = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The note with more signatures below it; one whose key has signed already is replaced.</summary>
    public SignedNote With(params IEnumerable<NoteSignature> more)
    {
        var added = more.ToList();
        return this with { Signatures = [.. Signatures.Where(s => !added.Exists(a => a.IsBySameKey(s))), .. added] };
    }

    /// <summary>Reads a note from its bytes.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="note">The note.</param>
    /// <param name="problem">What is wrong with its form, in words; null when it could be read.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SignedNote? note, [NotNullWhen(false)] out string? problem)
    {
        note = null;
        string all;
        try
        {
            all = Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            problem = "it is not valid UTF-8";
            return false;
        }

        return TryParse(all, out note, out problem);
    }

    /// <summary>Reads a note from its text.</summary>
    public static bool TryParse(string all, [NotNullWhen(true)] out SignedNote? note, [NotNullWhen(false)] out string? problem)
    {
        note = null;
        problem = null;
        if (all.Any(c => c < ' ' && c != '\n')) problem = "it has a control character";
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n')) problem ??= "it has no signatures below an empty line";
        if (problem is not null) return false;

        var lines = all[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures)
        {
            problem = lines.Length == 0 ? "it has no signature" : $"it has more than {MostSignatures} signatures";
            return false;
        }

        var signatures = new List<NoteSignature>();
        foreach (var line in lines)
        {
            if (!NoteSignature.TryParse(line, out var signature))
            {
                problem = Invariant($"signature line {signatures.Count + 1} does not have the form of one");
                return false;
            }

            signatures.Add(signature);
        }

        note = new(all[..(split + 1)], signatures);
        return true;
    }

    /// <summary>The note as it is written into a file.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => $"{s}\n"))}";
}
