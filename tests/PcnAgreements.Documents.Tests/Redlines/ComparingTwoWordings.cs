using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Documents.Redlines;

namespace PcnAgreements.Documents.Tests.Redlines;

public sealed class Comparing_two_wordings
{
    [Fact]
    public void shows_the_words_that_changed() =>
        Redline.OfText("The practices shall meet monthly.", "The practices may meet quarterly.").ShouldBe(
        [
            new(ChangeOp.Equal, "The practices "), new(ChangeOp.Delete, "shall"), new(ChangeOp.Insert, "may"),
            new(ChangeOp.Equal, " meet "),
            new(ChangeOp.Delete, "monthly"), new(ChangeOp.Insert, "quarterly"), new(ChangeOp.Equal, "."),
        ]);

    [Fact]
    public void keeps_a_replaced_phrase_together() =>
        Redline.OfText("at twelve noon sharp", "at half past sharp").ShouldBe(
            [new(ChangeOp.Equal, "at "), new(ChangeOp.Delete, "twelve noon"), new(ChangeOp.Insert, "half past"),
            new(ChangeOp.Equal, " sharp")]);

    [Fact]
    public void says_nothing_of_two_empty_texts() => Redline.OfText("", "").ShouldBeEmpty();

    [Fact]
    public void never_cuts_a_character() =>
        Redline.OfText("👩‍⚕️ é 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍⚕️ e\u0301 🏴󠁧󠁢󠁳󠁣󠁴󠁿")
            .ShouldAllBe(c => c.Text == c.Text.Normalize(System.Text.NormalizationForm.FormD).Normalize(
            System.Text.NormalizationForm.FormD) || !char.IsLowSurrogate(c.Text[0]));

    [Fact]
    public void gives_back_both_texts_exactly() =>
        Prop.ForAll(AnyText.Arbitrary, AnyText.Arbitrary, (earlier, later) => Holds(earlier, later))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData(". ")]
    [InlineData("")]
    public void takes_bounded_time_when_all_differs(string between)
    {
        var earlier = string.Join(
            between, Enumerable.Range(0, 20_000).Select(i => i.ToString("x4", CultureInfo.InvariantCulture)))[..75_000];
        var later = string.Join(
            between, Enumerable.Range(0, 20_000).Select(i => (60_000 - i).ToString("x4", CultureInfo.InvariantCulture)))[..75_000];
        Timed(earlier, later);
    }

    [Fact]
    public void takes_bounded_time_when_the_same_words_stand_in_another_order()
    {
        var words = Enumerable.Range(0, 18_000).Select(i => (i % 700).ToString("x4", CultureInfo.InvariantCulture)).ToArray();
        var earlier = string.Join(' ', words);
        Array.Reverse(words);
        Timed(earlier, string.Join(' ', words));
        Timed(string.Concat(Enumerable.Repeat("a b ", 25_000)), string.Concat(Enumerable.Repeat("b c a ", 16_000)));
        Timed(string.Concat(Enumerable.Repeat(". ", 50_000)), string.Concat(Enumerable.Repeat("; ", 50_000)));
    }

    [Fact]
    public void shows_a_small_change_in_the_longest_body_as_small()
    {
        var words = Enumerable.Range(0, 16_000).Select(i => "w" + (i % 997).ToString(CultureInfo.InvariantCulture)).ToArray();
        var earlier = string.Join(' ', words);
        words[100] = "changed";
        words[8_000] = "unique";
        words[15_000] = "again";
        var changes = Timed(earlier, string.Join(' ', words));
        changes.Where(c => c.Op == ChangeOp.Insert).Sum(c => c.Text.Length).ShouldBeLessThan(100);
    }

    private static IReadOnlyList<Change> Timed(string earlier, string later)
    {
        var clock = Stopwatch.StartNew();
        var changes = Redline.OfText(earlier, later);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        Holds(earlier, later).ShouldBeTrue();
        return changes;
    }

    private static bool Holds(string earlier, string later)
    {
        var changes = Redline.OfText(earlier, later);
        return string.Concat(changes.Where(c => c.Op != ChangeOp.Insert).Select(c => c.Text)) == earlier
            && string.Concat(changes.Where(c => c.Op != ChangeOp.Delete).Select(c => c.Text)) == later
            && changes.All(c => c.Text.Length > 0 && !char.IsLowSurrogate(c.Text[0]))
            && changes.Zip(changes.Skip(1))
                .All(p => p.First.Op != p.Second.Op && !(p.First.Op == ChangeOp.Insert && p.Second.Op == ChangeOp.Delete));
    }
}
