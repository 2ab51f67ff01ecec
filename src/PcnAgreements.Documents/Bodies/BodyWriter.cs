using System.Globalization;
using System.Text;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Bodies;

/// <summary>Writes blocks as the small Markdown.</summary>
internal static class BodyWriter
{
    public static string Write(IEnumerable<BodyBlock> blocks)
    {
        var text = new StringBuilder();
        BodyBlock? before = null;
        foreach (var block in blocks)
        {
            // Two lists in a row would be read as one, and two notes need no gap.
            if (before is not null) text.Append(before is BodyBlock.Note && block is BodyBlock.Note ? "\n" : "\n\n");
            text.Append(Block(block));
            before = block;
        }

        return text.ToString();
    }

    private static string Block(BodyBlock block) => block switch
    {
        BodyBlock.Paragraph paragraph => Inlines(paragraph.Content),
        BodyBlock.List list => List(list),
        BodyBlock.Table table => Table(table),
        BodyBlock.Note note => $"[^{note.Label}]: {Inlines(note.Content)}",
        _ => throw new InvalidOperationException("A kind of block that cannot be written."),
    };

    private static string List(BodyBlock.List list)
    {
        var text = new StringBuilder();
        var number = list.Start ?? 0;
        foreach (var item in list.Items)
        {
            if (text.Length > 0) text.Append('\n');
            var mark = list.Start is null ? "- " : string.Create(CultureInfo.InvariantCulture, $"{number++}. ");
            text.Append(mark).Append(Item(item).Replace("\n", "\n" + new string(' ', mark.Length), StringComparison.Ordinal));
        }

        return text.ToString();
    }

    private static string Item(IReadOnlyList<BodyBlock> item)
    {
        // A list directly under an item's first paragraph needs no blank line, and is what people write.
        if (item is [BodyBlock.Paragraph first, BodyBlock.List { Start: null or 1 } inner]) return Block(first) + "\n" + Block(inner);
        return Write(item);
    }

    private static string Table(BodyBlock.Table table)
    {
        var text = new StringBuilder();
        for (var i = 0; i < table.Rows.Count; i++)
        {
            if (i > 0) text.Append('\n');
            text.Append('|');
            foreach (var cell in table.Rows[i]) text.Append(' ').Append(Cell(cell)).Append(" |");
            if (i == 0) text.Append("\n|").AppendJoin("", table.Columns.Select(Separator));
        }

        return text.ToString();
    }

    private static string Separator(CellAlign align) => align switch
    {
        CellAlign.Left => " :-- |",
        CellAlign.Centre => " :-: |",
        CellAlign.Right => " --: |",
        _ => " --- |",
    };

    // A cell is one line, and has no way to hold a pipe: the broken bar is the nearest character that is not a mark.
    private static string Cell(IReadOnlyList<BodyInline> content) =>
        Inlines(content).Replace("\n", " ", StringComparison.Ordinal).Replace('|', '\u00a6').Trim();

    /// <summary>The inlines with their styles, or without when the marks would not be read as marks.</summary>
    private static string Inlines(IReadOnlyList<BodyInline> content)
    {
        var styled = Styled(content);
        if (!styled.Contains('*', StringComparison.Ordinal)) return styled;
        var plain = Styled([.. content.Select(Plain)]);
        if (styled.Length > TextRules.Body) return plain;
        return Shown(BodyMarkup.Parse(styled)) == Shown(BodyMarkup.Parse(plain)) ? styled : plain;
    }

    private static string Shown(IReadOnlyList<BodyBlock> blocks) =>
        blocks is [BodyBlock.Paragraph only] ? BodyMarkup.PlainText(only.Content, key => $"[[{key}]]") : Write(blocks);

    private static BodyInline Plain(BodyInline inline) => inline switch
    {
        BodyInline.Text run => run with { Bold = false, Italic = false },
        BodyInline.Reference reference => reference with { Bold = false, Italic = false },
        _ => inline,
    };

    private static string Styled(IReadOnlyList<BodyInline> content)
    {
        var text = new StringBuilder();
        var (bold, italic) = (false, false);
        foreach (var inline in content.SelectMany(Edges))
        {
            var (wantBold, wantItalic) = inline switch
            {
                BodyInline.Text run => (run.Bold, run.Italic),
                BodyInline.Reference reference => (reference.Bold, reference.Italic),
                _ => (false, false),
            };
            Switch(text, bold, italic, wantBold, wantItalic);
            (bold, italic) = (wantBold, wantItalic);
            _ = inline switch
            {
                BodyInline.Text run => text.Append(run.Value),
                BodyInline.Reference reference => text.Append("[[").Append(reference.Key).Append("]]"),
                BodyInline.NoteMark mark => text.Append("[^").Append(mark.Label).Append(']'),
                _ => text.Append('\n'),
            };
        }

        Switch(text, bold, italic, false, false);
        return text.ToString();
    }

    // A mark beside a space is literal, so the spaces at the edges of a styled run stand outside it.
    private static IEnumerable<BodyInline> Edges(BodyInline inline)
    {
        if (inline is not BodyInline.Text { Value: var value } run || !(run.Bold || run.Italic)) return [inline];
        var inner = value.Trim();
        if (inner.Length == value.Length) return [inline];
        if (inner.Length == 0) return [new BodyInline.Text(value)];
        var start = value.IndexOf(inner, StringComparison.Ordinal);
        return new[] { new BodyInline.Text(value[..start]), run with { Value = inner },
            new BodyInline.Text(value[(start + inner.Length)..]) }
            .Where(r => r.Value.Length > 0);
    }

    private static void Switch(StringBuilder text, bool bold, bool italic, bool wantBold, bool wantItalic)
    {
        if (italic && !wantItalic) text.Append('*');
        if (bold && !wantBold) text.Append("**");
        if (!bold && wantBold) text.Append("**");
        if (!italic && wantItalic) text.Append('*');
    }
}
