using System.Text.Json;
using System.Text.RegularExpressions;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests;

/// <summary>The templates of <c>ops/samples</c>, read as strictly as the contract asks.</summary>
public sealed partial class A_sample_template
{
    private const string First = "network-2026-27-v1";
    private const string Second = "network-2026-27-v2";

    [Theory, InlineData(First), InlineData(Second), InlineData("data-sharing-2026")]
    public void lists_unique_keys_in_reading_order_each_below_its_parent_and_within_six_levels(string id)
    {
        var open = new Stack<string>();
        foreach (var clause in Read(id).Clauses)
        {
            ClauseKey.Parse(clause.Key).IsNational.ShouldBeTrue(clause.Key);
            while (open.Count > 0 && open.Peek() != clause.Parent) open.Pop();
            (open.Count > 0 ? open.Peek() : null).ShouldBe(clause.Parent, clause.Key);
            open.Push(clause.Key);
            open.Count.ShouldBeLessThanOrEqualTo(6, clause.Key);
        }

        Read(id).Clauses.Select(c => c.Key).ShouldBeUnique();
    }

    [Theory, InlineData(First), InlineData(Second), InlineData("data-sharing-2026")]
    public void is_kept_character_for_character_as_it_is_written(string id)
    {
        foreach (var clause in Read(id).Clauses)
        {
            TextRules.Problem(clause.Heading, TextRules.Line, mayBeBlank: true).ShouldBeNull(clause.Key);
            TextRules.Problem(clause.Body, TextRules.Body, mayBeBlank: true).ShouldBeNull(clause.Key);
            var kept = Wording.Of(clause.Heading, clause.Body);
            (kept.Heading, kept.Body).ShouldBe((clause.Heading, clause.Body), clause.Key);
        }
    }

    [Theory, InlineData(First), InlineData(Second), InlineData("data-sharing-2026")]
    public void says_of_every_clause_one_thing_that_may_be_done_to_it(string id) =>
        Read(id).Clauses.ShouldAllBe(c =>
            new[] { c.Locked, c.Replaceable, c.Blank }.Count(may => may) == 1 && (!c.Blank || c.Body.Length == 0));

    [Theory, InlineData(First), InlineData(Second), InlineData("data-sharing-2026")]
    public void refers_only_to_clauses_that_are_there_and_have_a_number(string id)
    {
        var template = Read(id);
        var numbers = Tree(template).Printed.Where(c => c.Number is not null).Select(c => c.Key.ToString()).ToHashSet();
        var references = template.Clauses.SelectMany(c => Reference().Matches(c.Body)).Select(m => m.Groups[1].Value).ToList();
        references.ShouldNotBeEmpty();
        references.Except(numbers).ShouldBeEmpty();
    }

    [Theory, InlineData(First), InlineData(Second)]
    public void has_the_size_and_shape_of_a_network_agreement(string id)
    {
        var template = Read(id);
        template.Clauses.Sum(c => Word().Count($"{c.Heading} {c.Body}")).ShouldBeInRange(11_500, 12_500);
        template.Clauses.Count.ShouldBe(445);
        Tree(template).Printed.Count(c => !c.Schedule && c is { Level: 1, Number: not null }).ShouldBe(25);
        Tree(template).Printed.Count(c => !c.Schedule && c is { Level: 2, Number: not null }).ShouldBe(104);
        template.Clauses.Count(c => c.Schedule).ShouldBe(7);
        template.Clauses.Count(c => c.Blank).ShouldBe(14);
        template.Clauses.ShouldContain(c => c.Body.Contains("[^1]:", StringComparison.Ordinal));
        Tree(template).Printed.Where(HasTable).Select(c => c.Key.ToString().Split('.')[0]).Distinct()
            .ShouldBe(["n101", "n103", "n104", "n105", "n107"]);
    }

    [Theory, InlineData(First), InlineData(Second)]
    public void locks_all_before_the_schedules_but_the_steps_for_disputes(string id)
    {
        var template = Read(id);
        var main = Tree(template).Printed.Where(c => !c.Schedule).Select(c => c.Key.ToString()).ToHashSet();
        foreach (var clause in template.Clauses.Where(c => main.Contains(c.Key)))
            clause.Locked.ShouldBe(!clause.Key.StartsWith("n21.", StringComparison.Ordinal), clause.Key);
    }

    [Theory, InlineData(First), InlineData(Second)]
    public void defines_each_term_once_in_the_order_of_the_alphabet_and_uses_it(string id)
    {
        var bodies = Read(id).Clauses.Select(c => c.Body).ToList();
        var terms = bodies.Select(b => Definition().Match(b)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();
        terms.Count.ShouldBeGreaterThan(40);
        terms.ShouldBeUnique();
        terms.ShouldBe(terms.Order(StringComparer.OrdinalIgnoreCase));
        terms.Where(t => !bodies.Any(b => b.Contains(t, StringComparison.Ordinal) && !b.StartsWith($"**{t}**", StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void reissued_keeps_the_keys_of_its_first_edition_while_numbers_move()
    {
        var (then, now) = (Read(First), Read(Second));
        now.Supersedes.ShouldBe(First);
        now.Clauses.Select(c => c.Key).Except(then.Clauses.Select(c => c.Key)).ShouldBe(["n13.7"]);
        then.Clauses.Select(c => c.Key).Except(now.Clauses.Select(c => c.Key)).ShouldBe(["n19.2"]);
        now.Clauses.Except(then.Clauses).Select(c => c.Key)
            .ShouldBe(["n1.1.32", "n5.1", "n6.2.4", "n8.4", "n10.2.2", "n13.7", "n16.4", "n21.4", "n25.3", "n105.2"]);
        string?[] moved = ["n13.2", "n13.7", "n13.3", "n13.6", "n19.3"];
        moved.Select(k => Tree(now).Number(ClauseKey.Parse(k!))).ShouldBe(["13.2", "13.3", "13.4", "13.7", "19.2"]);
    }

    [Fact]
    public void for_data_sharing_is_short()
    {
        var template = Read("data-sharing-2026");
        template.Clauses.Count.ShouldBe(35);
        Tree(template).Printed.Count(c => !c.Schedule && c is { Level: 2, Number: not null }).ShouldBe(16);
        (template.Clauses.Count(c => c.Schedule), template.Clauses.Count(c => c.Blank)).ShouldBe((1, 2));
        template.Clauses.Sum(c => Word().Count($"{c.Heading} {c.Body}")).ShouldBeInRange(900, 1_100);
    }

    [Fact]
    public void first_issued_has_keys_that_are_its_numbers() =>
        Tree(Read(First)).Printed.Where(c => c is { Schedule: false, Level: < 3, Number: not null })
            .ShouldAllBe(c => c.Key.ToString() == "n" + c.Number);

    private static bool HasTable(PrintedClause clause) =>
        clause.Schedule && clause.Wording.Body.Contains("| --- |", StringComparison.Ordinal);

    private static ClauseTree Tree(Template template)
    {
        var tree = ClauseTree.Empty;
        foreach (var c in template.Clauses)
        {
            ClauseKey? parent = c.Parent is null ? null : ClauseKey.Parse(c.Parent);
            var siblings = tree.Siblings(parent, c.Schedule);
            var clause = new Clause
            {
                Key = ClauseKey.Parse(c.Key), Parent = parent, Schedule = c.Schedule, Numbered = c.Numbered,
                Wording = Wording.Of(c.Heading, c.Body),
            };
            tree = tree.Add(clause, siblings.Count > 0 ? siblings[^1] : null);
        }

        return tree;
    }

    private static Template Read(string id)
    {
        var path = Clone.Path("ops", "samples", id + ".json");
        return JsonSerializer.Deserialize<Template>(File.ReadAllText(path), Strict)!;
    }

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private sealed record Template(string Title, string Kind, string Edition, IReadOnlyList<Slot> Clauses, string? Supersedes = null);

    private sealed record Slot(
        string Key, string Body, string? Parent = null, string? Heading = null, bool Schedule = false, bool Numbered = true,
        bool Blank = false, bool Locked = false, bool Replaceable = false);

    [GeneratedRegex(@"\[\[([^\]]*)\]\]")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A\*\*(.+?)\*\* (?:means|has) ")]
    private static partial Regex Definition();

    [GeneratedRegex(@"[^\W_][\w'/.-]*")]
    private static partial Regex Word();
}
