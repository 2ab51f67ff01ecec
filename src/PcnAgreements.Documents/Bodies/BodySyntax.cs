using System.Text.RegularExpressions;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Bodies;

/// <summary>Markdig with every parser left out that the small Markdown does not have, and its own two inlines and notes put in.</summary>
internal static class BodySyntax
{
    // No agreement has so many; pairing them off takes time by their number squared.
    private const int MostAsterisks = 4_000;

    private static readonly MarkdownPipeline Styled = Build(emphasised: true);
    private static readonly MarkdownPipeline Unstyled = Build(emphasised: false);

    /// <summary>What a body is read with: one with thousands of asterisks has no emphasis, and they stay the characters they are.</summary>
    public static MarkdownPipeline For(string body) => body.AsSpan().Count('*') > MostAsterisks ? Unstyled : Styled;

    private static MarkdownPipeline Build(bool emphasised)
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear();
        var lists = new ListBlockParser();
        lists.ItemParsers.Clear();
        lists.ItemParsers.Add(new Hyphens());
        lists.ItemParsers.Add(new DottedNumbers());
        builder.BlockParsers.Add(lists);
        builder.BlockParsers.Add(new NoteParser());
        builder.BlockParsers.Add(new TableParser());
        builder.BlockParsers.Add(new LiteralParagraphs());
        builder.InlineParsers.Clear();
        builder.InlineParsers.Add(new ReferenceParser());
        var emphasis = new EmphasisInlineParser();
        emphasis.EmphasisDescriptors.Clear();
        emphasis.EmphasisDescriptors.Add(new EmphasisDescriptor('*', 1, 2, enableWithinWord: true));
        if (emphasised) builder.InlineParsers.Add(emphasis);
        builder.InlineParsers.Add(new LineBreakInlineParser());
        builder.InlineParsers.Add(new LiteralInlineParser());
        return builder.Build();
    }

    private sealed class Hyphens : UnorderedListItemParser
    {
        public Hyphens() => OpeningCharacters = ['-'];
    }

    /// <summary><c>1.</c> and no other mark: <c>1)</c> stays literal.</summary>
    private sealed class DottedNumbers : OrderedListItemParser
    {
        public DottedNumbers() => OpeningCharacters = [.. Enumerable.Range('0', 10).Select(c => (char)c)];

        public override bool TryParse(BlockProcessor state, char pendingBulletType, out ListInfo result)
        {
            result = default;
            var start = state.Start;
            var c = state.CurrentChar;
            // Nine digits are as many as a whole number of 32 bits is sure to hold.
            while (c.IsDigit() && state.Start - start < 9) c = state.NextChar();
            if (c != '.') return false;
            state.NextChar();
            result = new ListInfo('1', state.Line.Text[start..(state.Start - 1)], '.', "1");
            return true;
        }
    }

    /// <summary>Paragraphs without the link definitions and underlined headings that CommonMark would take out of them.</summary>
    private sealed class LiteralParagraphs : ParagraphBlockParser
    {
        public LiteralParagraphs() => ParseSetextHeadings = false;

        public override bool Close(BlockProcessor processor, Block block)
        {
            if (block is not ParagraphBlock paragraph) return true;
            var count = paragraph.Lines.Count;
            if (count == 0) return false;
            for (var i = 0; i < count; i++) paragraph.Lines.Lines[i].Slice.TrimStart();
            paragraph.Lines.Lines[count - 1].Slice.TrimEnd();
            return true;
        }
    }
}

/// <summary>A note's text as a block of the syntax tree.</summary>
internal sealed class NoteSyntax : LeafBlock
{
    public NoteSyntax(BlockParser parser, string label) : base(parser)
    {
        Label = label;
        ProcessInlines = true;
    }

    public string Label { get; }
}

/// <summary>Reads <c>[^1]: text</c>, up to the next blank line or the next note.</summary>
internal sealed partial class NoteParser : BlockParser
{
    public NoteParser() => OpeningCharacters = ['['];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var rest = processor.Line.AsSpan();
        if (!TryRead(rest, out var label, out var length)) return BlockState.None;
        var note = new NoteSyntax(this, label) { Column = processor.Column, Span = { Start = processor.Start, End = processor.Line.End } };
        processor.NewBlocks.Push(note);
        processor.GoToColumn(processor.Column + length);
        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine) return BlockState.BreakDiscard;
        return TryRead(processor.Line.AsSpan(), out _, out _) ? BlockState.None : BlockState.Continue;
    }

    private static bool TryRead(ReadOnlySpan<char> line, out string label, out int length)
    {
        var match = Form().Match(line.Length > 60 ? line[..60].ToString() : line.ToString());
        label = match.Groups[1].Value;
        length = match.Length;
        return match.Success;
    }

    [GeneratedRegex(@"\A\[\^([A-Za-z0-9]{1,30})\]: ?")]
    private static partial Regex Form();
}

/// <summary>A reference or a note's mark as an inline of the syntax tree.</summary>
internal sealed class MarkSyntax(BodyInline mark) : LeafInline
{
    public BodyInline Mark { get; } = mark;
}

/// <summary>Reads <c>[[c12]]</c> and <c>[^1]</c>.</summary>
internal sealed class ReferenceParser : InlineParser
{
    public ReferenceParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var rest = slice.AsSpan();
        if (ClauseReferences.TryReadAt(rest, out var key, out var length)) processor.Inline = new MarkSyntax(new BodyInline.Reference(key));
        else if (TryReadNote(rest, out var label))
        {
            length = label.Length + 3;
            processor.Inline = new MarkSyntax(new BodyInline.NoteMark(label));
        }
        else return false;

        slice.Start += length;
        return true;
    }

    private static bool TryReadNote(ReadOnlySpan<char> rest, out string label)
    {
        label = "";
        if (!rest.StartsWith("[^")) return false;
        var end = 2;
        while (end < rest.Length && end < 33 && char.IsAsciiLetterOrDigit(rest[end])) end++;
        if (end == 2 || end >= rest.Length || rest[end] != ']' || end > 32) return false;
        label = rest[2..end].ToString();
        return true;
    }
}
