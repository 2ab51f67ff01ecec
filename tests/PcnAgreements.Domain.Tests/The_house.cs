using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests;

public sealed partial class The_house
{
    [Fact]
    public void builds_its_domain_on_the_base_library_alone()
    {
        typeof(DomainEvent).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal));
        File.ReadAllText(Clone.Path("src", "PcnAgreements.Domain", "PcnAgreements.Domain.csproj")).ShouldNotContain("Reference");
    }

    [Fact]
    public void keeps_the_other_engine_in_one_room()
    {
        var files = Directory.EnumerateFiles(Clone.Path("src"), "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(f => !Path.GetRelativePath(Clone.Path("src"), f).StartsWith("PcnAgreements.CritterStack", StringComparison.Ordinal));
        files.Where(f => Foreign().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [Fact]
    public void keeps_its_lines_within_140_columns_but_for_texts_that_cannot_be_broken()
    {
        var files = ((string[])["src", "tests"])
            .SelectMany(f => Directory.EnumerateFiles(Clone.Path(f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        files.SelectMany(TooLong).ShouldBeEmpty();
    }

    [Theory, InlineData("using Marten.Events;"), InlineData("global using W = Wolverine;"), InlineData("new JasperFx.Events.Event()"),
     InlineData("<PackageReference Include=\"WolverineFx.Marten\" />")]
    public void knows_a_namespace_of_the_other_engine_when_it_sees_one(string text) => Foreign().IsMatch(text).ShouldBeTrue();

    [Theory, InlineData("// what Marten's script does"), InlineData("PcnAgreements.CritterStack")]
    public void lets_words_be_words(string text) => Foreign().IsMatch(text).ShouldBeFalse();

    private static IEnumerable<string> TooLong(string file)
    {
        var inText = false;
        foreach (var (n, line) in File.ReadLines(file).Index())
        {
            var wasInText = inText;
            if (line.Split(Quotes).Length % 2 == 0) inText = !inText;
            if (line.Length > 140 && !wasInText && !BeginsWithText().IsMatch(line)) yield return $"{file}:{n + 1}";
        }
    }

    // Of a text over many lines.
    private static readonly string Quotes = new('"', 3);

    [GeneratedRegex(@"^\s*([?:+.=>]+ )?[$@]*\x22")]
    private static partial Regex BeginsWithText();

    [GeneratedRegex(
        """using\s[^;\n]*(?<![\w])(Marten|Wolverine|JasperFx)\b|(?<![\w.])(Marten|Wolverine|JasperFx)\.[A-Z]|Include="(Marten|Wolverine|JasperFx)""")]
    private static partial Regex Foreign();
}
