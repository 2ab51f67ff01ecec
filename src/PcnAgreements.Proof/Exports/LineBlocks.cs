namespace PcnAgreements.Proof.Exports;

/// <summary>
/// Reads a file in blocks of whole lines, the next block while the last is worked on. Two buffers go back and forth; nothing else is kept.
/// </summary>
internal sealed class LineBlocks(Stream file, int size = 4 << 20)
{
    // The longest line: an agreement's whole text with its entry fits many times.
    private const int Longest = 64 << 20;
    private byte[] ahead = new byte[size];
    private byte[] behind = new byte[size];
    private ReadOnlyMemory<byte> begun;
    private bool ended;

    /// <summary>
    /// The next block: whole lines, each with its line end; null at the end. The last block's memory is good until the next call but one.
    /// </summary>
    /// <exception cref="InvalidDataException">The file ends within a line, or a line has no end.</exception>
    public ReadOnlyMemory<byte>? Next()
    {
        if (ended) return null;
        // Only now is the other buffer's block done with; the line it ended in goes on in this one.
        begun.Span.CopyTo(ahead);
        var filled = begun.Length;
        while (true)
        {
            var read = file.ReadAtLeast(ahead.AsSpan(filled), ahead.Length - filled, throwOnEndOfStream: false);
            filled += read;
            ended = filled < ahead.Length;
            if (ended || ahead.AsSpan(0, filled).Contains((byte)'\n')) break;
            if (ahead.Length >= Longest) throw new InvalidDataException("a line is longer than any entry can be");
            Array.Resize(ref ahead, ahead.Length * 2);
        }

        var whole = ahead.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
        begun = ahead.AsMemory(whole, filled - whole);
        if (ended && begun.Length > 0) throw new InvalidDataException("the file ends in the middle of a line");
        if (behind.Length < ahead.Length) behind = new byte[ahead.Length];
        var block = ahead.AsMemory(0, whole);
        (ahead, behind) = (behind, ahead);
        return whole == 0 ? null : block;
    }
}
