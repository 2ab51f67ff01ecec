using PcnAgreements.Documents.Imports;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>What a paragraph of any Word file looks like: labelled by Word or by hand, a heading, a schedule's first line.</summary>
internal static class ParagraphShape
{
    /// <summary>Whether Word prints a number before it.</summary>
    public static bool IsLabelled(this WordParagraph paragraph) => paragraph.Label is { Bullet: false, Text.Length: > 0 };

    /// <summary>Whether nothing is said in it.</summary>
    public static bool IsEmpty(this WordParagraph paragraph) => paragraph.RunIn is null && paragraph.Text.Trim().Length == 0;

    /// <summary>The label that was typed at its beginning; null when none was, or Word has one of its own.</summary>
    public static TypedLabel? Typed(this WordParagraph paragraph) =>
        paragraph.IsLabelled() ? null : LabelText.Read(paragraph.Text) is { } label && label.Readings[0].Row != "Schedule" ? label : null;

    /// <summary>The label of a schedule that begins with it; null when none does. A sentence about a schedule begins none.</summary>
    public static TypedLabel? ScheduleLabel(this WordParagraph paragraph)
    {
        if (paragraph.Text.Length > 200) return null;
        if (paragraph.IsLabelled() && LabelText.Read(paragraph.Label!.Text + " x") is { Readings: [{ Row: "Schedule" }, ..] } own)
            return own with { Rest = paragraph.Text };
        if (LabelText.Read(paragraph.Text.Replace('\n', ' ')) is not { Readings: [{ Row: "Schedule" }, ..] } label) return null;
        if (label.Rest is [>= 'a' and <= 'z', ..] || label.Rest.EndsWith('.') || label.Rest.EndsWith(';')) return null;
        return paragraph.Outline is not null || paragraph.IsBold() || paragraph.Centred || paragraph.NewPage || IsCapitals(label.Text)
            ? label
            : null;
    }

    /// <summary>Whether it is a heading without a number.</summary>
    public static bool IsHeading(this WordParagraph paragraph) =>
        paragraph.Text.Length <= 200 && paragraph.Text.Trim().Length > 0 && paragraph.Label?.Bullet != true
        && (paragraph.Outline is not null || (paragraph.Centred && (paragraph.IsBold() || IsCapitals(paragraph.Text))));

    /// <summary>Whether what stands after a number is a heading and not a sentence.</summary>
    public static bool IsHeadingText(this WordParagraph paragraph)
    {
        var text = paragraph.Text.Trim();
        if (text.Length is 0 or > 200 || paragraph.Pieces.Any(p => p is WordPiece.Field)) return false;
        var marked = paragraph.Outline is not null || paragraph.IsBold() || IsCapitals(text);
        return marked && (text[^1] is not ('.' or ';' or ',' or ':') || (text[^1] is '.' && text.Length <= 80 && paragraph.IsBold()));
    }

    /// <summary>Whether all its words are bold.</summary>
    public static bool IsBold(this WordParagraph paragraph) =>
        paragraph.Pieces.Any(p => p is WordPiece.Text)
            && paragraph.Pieces.OfType<WordPiece.Text>().All(t => t.Bold || string.IsNullOrWhiteSpace(t.Value));

    /// <summary>Whether all its letters are capitals.</summary>
    public static bool IsCapitals(string text) =>
        text.Any(char.IsLetter) && text.All(c => !char.IsLetter(c) || char.IsUpper(c)) && text.Count(char.IsLetter) > 2;

    /// <summary>Takes a label off its beginning; space after it that is a break, or stands in a field, is layout and stays.</summary>
    public static void Strip(this WordParagraph paragraph, int length)
    {
        var pieces = paragraph.Pieces;
        for (var i = 0; i < pieces.Count && length > 0 && pieces[i] is WordPiece.Text text; i++)
        {
            var taken = Math.Min(length, text.Value.Length);
            pieces[i] = text with { Value = text.Value[taken..] };
            length -= taken;
        }

        pieces.RemoveAll(p => p is WordPiece.Text { Value.Length: 0 });
    }
}
