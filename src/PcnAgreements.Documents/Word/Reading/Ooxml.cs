using System.Xml.Linq;

namespace PcnAgreements.Documents.Word.Reading;

/// <summary>Names of WordprocessingML, and the few ways its attributes are read.</summary>
internal static class Ooxml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    public static readonly XNamespace Mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public static readonly XNamespace Rel = "http://schemas.openxmlformats.org/package/2006/relationships";

    private const int MostParts = 2_000;

    public static XElement? Child(this XElement? element, string name) => element?.Element(W + name);

    public static string? Value(this XElement? element) => (string?)element?.Attribute(W + "val");

    public static string? ChildValue(this XElement? element, string name) => element.Child(name).Value();

    public static int? Whole(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : null;

    public static int? ChildWhole(this XElement? element, string name) => Whole(element.ChildValue(name));

    /// <summary>A toggle: true when the element is there and does not say otherwise; null when it is not there.</summary>
    public static bool? Toggle(this XElement? properties, string name) =>
        properties.Child(name) is { } element ? element.Value() is not ("0" or "false" or "off" or "none") : null;

    /// <summary>
    /// A style or list, when it has no more parts than a program writes: it is looked through for each paragraph that names it.
    /// </summary>
    public static XElement Bounded(this XElement definition) => definition.Descendants().Skip(MostParts).Any()
        ? throw new BadWordFile(WordProblemKind.TooLarge, "A style or list of the file has more parts than any agreement needs.")
        : definition;
}
