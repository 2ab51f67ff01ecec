using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Bodies;

/// <summary>
/// The contract's small Markdown: paragraphs, <c>-</c> and <c>1.</c> lists, pipe tables, bold, italic, <c>[^1]</c> notes and <c>[[c12]]</c>
/// references. Everything else, HTML included, is literal text and never an error; no character but the marks themselves is dropped.
/// </summary>
public static class BodyMarkup
{
    /// <summary>Reads a body into blocks. Any text is a body; an empty one has no blocks.</summary>
    public static IReadOnlyList<BodyBlock> Parse(string body)
    {
        try
        {
            return Blocks(Markdig.Markdown.Parse(body, BodySyntax.For(body)), body);
        }
        catch (ArgumentException)
        {
            // The parser gives up on nesting that no reader could follow: such a body is plain lines.
            return [.. body.Split('\n').Where(l => l.Length > 0).Select(l => new BodyBlock.Paragraph([new BodyInline.Text(l)]))];
        }
    }

    /// <summary>The clauses that a body refers to, in order of first mention, each once.</summary>
    public static IReadOnlyList<ClauseKey> References(string body) => ClauseReferences.In(body);

    /// <summary>
    /// A body that reads as these blocks: the one way this project writes them. Text that looks like a mark is read as that mark again.
    /// </summary>
    public static string Write(IEnumerable<BodyBlock> blocks) => BodyWriter.Write(blocks);

    /// <summary>What a reader sees of some inlines, without their marks.</summary>
    /// <param name="content">The inlines.</param>
    /// <param name="number">How a clause is printed.</param>
    public static string PlainText(IEnumerable<BodyInline> content, Func<ClauseKey, string> number)
    {
        var text = new StringBuilder();
        foreach (var inline in content)
        {
            _ = inline switch
            {
                BodyInline.Text run => text.Append(run.Value),
                BodyInline.Reference reference => text.Append(number(reference.Key)),
                BodyInline.NoteMark mark => text.Append('[').Append(mark.Label).Append(']'),
                _ => text.Append('\n'),
            };
        }

        return text.ToString();
    }

    private static List<BodyBlock> Blocks(ContainerBlock container, string body)
    {
        var blocks = new List<BodyBlock>();
        foreach (var block in container)
        {
            switch (block)
            {
                case ListBlock list: blocks.Add(List(list, body)); break;
                case TableSyntax table: blocks.Add(Table(table)); break;
                case NoteSyntax note: blocks.Add(new BodyBlock.Note(note.Label, Inlines(note.Inline))); break;
                // The list parser takes rules out on its own account; here they are the characters they are.
                case ThematicBreakBlock rule: blocks.Add(
                    new BodyBlock.Paragraph([new BodyInline.Text(body[rule.Span.Start..(rule.Span.End + 1)].Trim())])); break;
                case LeafBlock leaf: blocks.Add(new BodyBlock.Paragraph(Inlines(leaf.Inline))); break;
                case ContainerBlock inner: blocks.AddRange(Blocks(inner, body)); break;
            }
        }

        return blocks;
    }

    private static BodyBlock.List List(ListBlock list, string body)
    {
        int? start = list.IsOrdered ? int.Parse(list.OrderedStart ?? "1", NumberStyles.None, CultureInfo.InvariantCulture) : null;
        return new(start, [.. list.Cast<ListItemBlock>().Select(item => (IReadOnlyList<BodyBlock>)Blocks(item, body))]);
    }

    private static BodyBlock.Table Table(TableSyntax table)
    {
        var rows = table.Cast<CellSyntax>().GroupBy(c => c.Row)
            .Select(r => r.Select(c => (IReadOnlyList<BodyInline>)Inlines(c.Inline)).ToList()).ToList();
        var width = rows.Max(r => r.Count);
        foreach (var row in rows)
        {
            while (row.Count < width) row.Add([]);
        }

        return new([.. table.Columns.Concat(Enumerable.Repeat(CellAlign.None, width)).Take(width)], [.. rows]);
    }

    private static List<BodyInline> Inlines(ContainerInline? content)
    {
        var runs = new List<BodyInline>();
        if (content is not null) Collect(content, bold: false, italic: false, runs);
        return runs;
    }

    private static void Collect(ContainerInline content, bool bold, bool italic, List<BodyInline> runs)
    {
        foreach (var inline in content)
        {
            switch (inline)
            {
                case EmphasisInline emphasis:
                    Collect(emphasis, bold || emphasis.DelimiterCount == 2, italic || emphasis.DelimiterCount == 1, runs);
                    break;
                case LineBreakInline: runs.Add(new BodyInline.Break()); break;
                case MarkSyntax { Mark: BodyInline.Reference reference }: runs.Add(reference with { Bold = bold, Italic = italic }); break;
                case MarkSyntax mark: runs.Add(mark.Mark); break;
                case LiteralInline literal: Add(runs, literal.Content.ToString(), bold, italic); break;
                case DelimiterInline delimiter:
                    Add(runs, delimiter.ToLiteral(), bold, italic);
                    Collect(delimiter, bold, italic, runs);
                    break;
                case ContainerInline inner: Collect(inner, bold, italic, runs); break;
            }
        }
    }

    private static void Add(List<BodyInline> runs, string text, bool bold, bool italic)
    {
        if (text.Length == 0) return;
        if (runs is [.., BodyInline.Text last] && last.Bold == bold && last.Italic == italic)
            runs[^1] = last with { Value = last.Value + text };
        else runs.Add(new BodyInline.Text(text, bold, italic));
    }
}
