using System.Globalization;

namespace PcnAgreements.Documents;

/// <summary>The facts that head a text, in words: every format prints the same.</summary>
internal static class TextFacts
{
    public static IReadOnlyList<(string Name, string Value)> Of(AgreementText text)
    {
        var facts = new List<(string, string)>();
        if (text.Status is { } status) facts.Add(("Status", status));
        if (text.Version is { } version) facts.Add(("Version", version));
        if (text.Date is { } date) facts.Add(("Date", Day(date)));
        if (text.TextHash is { } hash) facts.Add(("Text hash (SHA-256)", hash));
        return facts;
    }

    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", English);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm:ss", English) + " UTC";

    public static string Party(TextParty party) =>
        party.Role is { } role ? $"{party.Name} ({party.Ods}), {role}" : $"{party.Name} ({party.Ods})";

    public static string Signature(TextSignature line) => (line.Name, line.Capacity) switch
    {
        ({ } name, { } capacity) => $"{name}, {capacity}",
        ({ } name, null) => name,
        (null, { } capacity) => capacity,
        _ => "An authorised signatory",
    };

    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
}
