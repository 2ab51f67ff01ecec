using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PcnAgreements.Domain;

/// <summary>A name in the record that is plain text in JSON and SQL: parsed at the edge, typed everywhere else.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface IIdentifier<TSelf> where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>Reads the identifier from its plain text; false when the text does not have its form.</summary>
    static abstract bool TryParse([NotNullWhen(true)] string? text, out TSelf id);

    /// <summary>What the identifier is, in words for whoever writes one: <c>an ODS code</c>.</summary>
    static abstract string Called { get; }

    /// <summary>Reads the identifier from its plain text, for text the record itself wrote.</summary>
    /// <exception cref="FormatException">The text does not have the identifier's form.</exception>
    static virtual TSelf Parse(string text) =>
        TSelf.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a valid {typeof(TSelf).Name}.");
}

/// <summary>Names one agreement: a UUIDv7, written in lower case with hyphens.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct AgreementId(Guid Value) : IIdentifier<AgreementId>, IComparable<AgreementId>
{
    /// <inheritdoc/>
    public static string Called => "the id of an agreement, a UUID";

    /// <summary>A new identifier whose order follows the given time.</summary>
    public static AgreementId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out AgreementId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return ok;
    }

    /// <inheritdoc/>
    public int CompareTo(AgreementId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// Names an organisation: an ODS code such as <c>A81001</c> or <c>U12345</c>, or a local code such as <c>LMC-DEMO</c> for a
/// local medical committee, which has no ODS code. Compared without case, kept in upper case.
/// </summary>
public readonly partial record struct OdsCode : IIdentifier<OdsCode>, IComparable<OdsCode>
{
    /// <inheritdoc/>
    public static string Called => "an ODS code";

    private readonly string? value;

    private OdsCode(string value) => this.value = value;

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out OdsCode id)
    {
        var upper = text?.ToUpperInvariant();
        var ok = upper is not null && Form().IsMatch(upper);
        id = ok ? new(upper!) : default;
        return ok;
    }

    /// <summary>Reads a code that the record itself, or a test, wrote.</summary>
    /// <exception cref="FormatException">The text is no organisation's code.</exception>
    public static OdsCode Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an ODS code.");

    /// <inheritdoc/>
    public int CompareTo(OdsCode other) => string.CompareOrdinal(value, other.value);

    /// <inheritdoc/>
    public override string ToString() => value ?? "";

    [GeneratedRegex(@"\A(?:[A-Z0-9]{3,8}|LMC-[A-Z0-9-]{1,30})\z")]
    private static partial Regex Form();
}

/// <summary>Names a person by an opaque identifier; names and e-mail addresses stand in a table that can be erased.</summary>
/// <param name="Value">The UUID.</param>
public readonly record struct PersonId(Guid Value) : IIdentifier<PersonId>
{
    /// <inheritdoc/>
    public static string Called => "the id of a person, a UUID";

    /// <summary>A new random identifier: it says nothing of the person, nor of when they came.</summary>
    public static PersonId New() => new(Guid.NewGuid());

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// Names a template edition: one to a hundred letters, digits, dots, hyphens or underscores, beginning with a letter or digit.
/// </summary>
public readonly partial record struct TemplateId : IIdentifier<TemplateId>
{
    /// <inheritdoc/>
    public static string Called => "the id of a template";

    private readonly string? value;

    private TemplateId(string value) => this.value = value;

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out TemplateId id)
    {
        var ok = text is not null && Form().IsMatch(text);
        id = ok ? new(text!) : default;
        return ok;
    }

    /// <summary>Reads an identifier that the record itself, or a test, wrote.</summary>
    /// <exception cref="FormatException">The text is no template's identifier.</exception>
    public static TemplateId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a template id.");

    /// <inheritdoc/>
    public override string ToString() => value ?? "";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Form();
}

/// <summary>
/// Names a clause within its agreement for ever, whatever its number: <c>c12</c> for one added here, <c>n2.3</c> for one that came from a
/// template (<c>^n[0-9]+(\.[0-9]+)*$</c>).
/// </summary>
public readonly partial record struct ClauseKey : IIdentifier<ClauseKey>
{
    /// <inheritdoc/>
    public static string Called => "the key of a clause, such as c1 or n1.2";

    private readonly string? value;

    private ClauseKey(string value) => this.value = value;

    /// <summary>The key of the n-th clause added in an agreement.</summary>
    public static ClauseKey Local(int n) => new($"c{n.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Which clause added here it is, from one; null for one that came from a template.</summary>
    public int? Ordinal => value is ['c', .. var digits] ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether the key has the form of a template's keys.</summary>
    public bool IsNational => value is ['n', ..];

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClauseKey id)
    {
        var ok = text is not null && Form().IsMatch(text);
        id = ok ? new(text!) : default;
        return ok;
    }

    /// <summary>Reads a key that the record itself, or a test, wrote.</summary>
    /// <exception cref="FormatException">The text is no clause's key.</exception>
    public static ClauseKey Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a clause key.");

    /// <inheritdoc/>
    public override string ToString() => value ?? "";

    [GeneratedRegex(@"\A(?:c[1-9][0-9]{0,8}|n[0-9]{1,9}(?:\.[0-9]{1,9}){0,9})\z")]
    private static partial Regex Form();
}

/// <summary>Names a ballot within its agreement: <c>b1, b2, …</c>, given in order, never reused.</summary>
/// <param name="Ordinal">Which ballot it was, from one.</param>
public readonly record struct BallotKey(int Ordinal) : IIdentifier<BallotKey>
{
    /// <inheritdoc/>
    public static string Called => "the key of a ballot, such as b1";

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out BallotKey id)
    {
        var ok = KeyText.TryParse('b', text, out var n);
        id = new(n);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => KeyText.Write('b', Ordinal);
}

/// <summary>Names a comment or a reply's thread within its agreement: <c>q1, q2, …</c>, given in order, never reused.</summary>
/// <param name="Ordinal">Which comment it was, from one.</param>
public readonly record struct CommentKey(int Ordinal) : IIdentifier<CommentKey>
{
    /// <inheritdoc/>
    public static string Called => "the key of a comment, such as q1";

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out CommentKey id)
    {
        var ok = KeyText.TryParse('q', text, out var n);
        id = new(n);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => KeyText.Write('q', Ordinal);
}

/// <summary>Names a proposed amendment within its agreement: <c>a1, a2, …</c>, given in order, never reused.</summary>
/// <param name="Ordinal">Which amendment it was, from one.</param>
public readonly record struct AmendmentKey(int Ordinal) : IIdentifier<AmendmentKey>
{
    /// <inheritdoc/>
    public static string Called => "the key of an amendment, such as a1";

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out AmendmentKey id)
    {
        var ok = KeyText.TryParse('a', text, out var n);
        id = new(n);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => KeyText.Write('a', Ordinal);
}

/// <summary>The form that all keys given in order share: a letter and a whole number from one, without leading noughts.</summary>
internal static class KeyText
{
    public static bool TryParse(char letter, string? text, out int ordinal)
    {
        ordinal = 0;
        return text is { Length: > 1 and < 11 } && text[0] == letter && text[1] is >= '1' and <= '9'
            && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal);
    }

    public static string Write(char letter, int ordinal) => letter + ordinal.ToString(CultureInfo.InvariantCulture);
}
