using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// The words of one revision of a clause, as they are kept and hashed: both parts in Unicode NFC, line ends <c>\n</c>, no spaces or
/// tabs at the end of a line, no line ends at the end of the text; a heading is one line, and null when there is none.
/// </summary>
public sealed record Wording
{
    private string? hash;

    private Wording(string? heading, string body)
    {
        Heading = heading;
        Body = body;
        Bytes = Encoding.UTF8.GetByteCount(body) + (heading is null ? 0 : Encoding.UTF8.GetByteCount(heading));
    }

    /// <summary>No heading and no words: a clause that is still to be filled.</summary>
    public static Wording Empty { get; } = new(null, "");

    /// <summary>The heading, one line, never empty; null when there is none.</summary>
    public string? Heading { get; }

    /// <summary>The body in the Markdown subset of the contract; may be empty.</summary>
    public string Body { get; }

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsBlank => Body.Length == 0;

    /// <summary>How much text it is, in bytes of UTF-8.</summary>
    public int Bytes { get; }

    /// <summary>SHA-256, lower-case hex, over the RFC 8785 canonical JSON of <c>{"body", "heading"}</c>.</summary>
    public string Hash => hash ??= Convert.ToHexStringLower(SHA256.HashData(
        CanonicalJson.Write(new JsonObject { ["heading"] = Heading, ["body"] = Body })));

    /// <summary>
    /// The wording as it is kept, from text as it was written. Rules on length and characters are the commands' to check.
    /// </summary>
    public static Wording Of(string? heading, string body)
    {
        var line = heading is null ? null : Normal(heading).Replace('\n', ' ').TrimEnd(' ', '\t');
        return new(string.IsNullOrEmpty(line) ? null : line, Normal(body));
    }

    /// <inheritdoc/>
    public bool Equals(Wording? other) => other is not null && Heading == other.Heading && Body == other.Body;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Heading, Body);

    private static string Normal(string text)
    {
        var lines = TextRules.WithPlainLineEnds(Composed(text)).Split('\n');
        return string.Join('\n', lines.Select(l => l.TrimEnd(' ', '\t'))).TrimEnd('\n');
    }

    // Noncharacters cannot be normalised. No rule lets them in, but a wording may be made before the rules are asked.
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
