using System.Globalization;
using System.Text;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// The printed form of a clause's number, from its place: <c>1</c>, <c>1.1</c>, <c>1.1(a)</c>, <c>1.1(a)(i)</c>, <c>1.1(a)(i)(A)</c>,
/// <c>1.1(a)(i)(A)(1)</c> by level; <c>Schedule 4</c>, <c>Schedule 4, 1</c>, <c>Schedule 4, 1.2</c>, <c>Schedule 4, 1.2(a)</c> and so on in
/// a schedule.
/// </summary>
public static class Numbering
{
    /// <summary>The deepest level a clause may stand on; a main clause or a schedule stands on level one.</summary>
    public const int DeepestLevel = 6;

    /// <summary>The number of a main clause, or of a schedule, by its ordinal from one.</summary>
    public static string Top(bool schedule, int ordinal) => schedule ? $"Schedule {Decimal(ordinal)}" : Decimal(ordinal);

    /// <summary>The number of a clause below another.</summary>
    /// <param name="parent">The parent's number.</param>
    /// <param name="schedule">Whether it stands in a schedule.</param>
    /// <param name="level">Its own level, from two.</param>
    /// <param name="ordinal">Its ordinal among its numbered siblings, from one.</param>
    public static string Below(string parent, bool schedule, int level, int ordinal) => (schedule, schedule ? level - 1 : level) switch
    {
        (true, 1) => $"{parent}, {Decimal(ordinal)}",
        (_, 2) => $"{parent}.{Decimal(ordinal)}",
        (_, 3) => $"{parent}({Letters(ordinal)})",
        (_, 4) => $"{parent}({Roman(ordinal)})",
        (_, 5) => $"{parent}({Letters(ordinal).ToUpperInvariant()})",
        _ => $"{parent}({Decimal(ordinal)})",
    };

    /// <summary>Lower-case letters for an ordinal from one; after z come aa, bb, … as Word prints them.</summary>
    public static string Letters(int ordinal) => new((char)('a' + (ordinal - 1) % 26), (ordinal - 1) / 26 + 1);

    /// <summary>Lower-case Roman numerals for an ordinal from one.</summary>
    public static string Roman(int ordinal)
    {
        var text = new StringBuilder();
        foreach (var (value, letters) in RomanParts)
        {
            for (; ordinal >= value; ordinal -= value) text.Append(letters);
        }

        return text.ToString();
    }

    private static readonly (int Value, string Letters)[] RomanParts =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
        (4, "iv"), (1, "i"),
    ];

    private static string Decimal(int ordinal) => ordinal.ToString(CultureInfo.InvariantCulture);
}
