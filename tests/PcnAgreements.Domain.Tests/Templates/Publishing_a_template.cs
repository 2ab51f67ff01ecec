using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Templates;

public sealed class Publishing_a_template
{
    private static readonly TemplateId Id = TemplateId.Parse("network-2");
    private static readonly TemplateId First = TemplateId.Parse("network-1");

    private static ClauseDraft Slot(string key, string? parent = null, string body = "x", string? heading = null) =>
        new(ClauseKey.Parse(key), parent is null ? null : ClauseKey.Parse(parent), heading, body, Locked: true);

    private static PublishTemplate Publish(params ImmutableArray<ClauseDraft> clauses) =>
        new(Id, "Network agreement", AgreementKind.Network, "2", null, clauses);

    private static readonly PublishTemplate Plain = Publish(Slot("n1"), Slot("n1.1", "n1", "See [[n2]]."), Slot("n2"));

    private static TemplatePublished Published(PublishTemplate p) => new(p.Id, p.Title, p.Kind, p.Edition, p.Supersedes, p.Clauses);

    private static Decision Decide(PublishTemplate command, Template? template = null, params Template[] others) => command.Decide(
        template ?? new() { Id = Id },
        new(
            new(null, null, "operator"), DateTimeOffset.UnixEpoch,
            new Known(others.Append(template).OfType<Template>().ToDictionary(t => t.Id))));

    private static Template After(params DomainEvent[] events) => events
        .Select((e, i) => new Recorded(i + 1, DateTimeOffset.UnixEpoch, Actor.System, e)).Aggregate(new Template(), (t, r) => t.Evolve(r));

    private static IEnumerable<string> Wrong(PublishTemplate command) =>
        Decide(command).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Keys;

    [Fact]
    public void records_the_whole_edition() =>
        Decide(Plain).Events.Select(e => EventJson.Write(e.Event)).ShouldBe([EventJson.Write(Published(Plain))]);

    [Fact]
    public void keeps_the_words_as_they_are_hashed() =>
        Decide(Publish(Slot("n1", body: "a \r\nb\n", heading: "H "))).Events[0].Event.ShouldBeOfType<TemplatePublished>().Clauses[0]
            .ShouldBe(Slot("n1", body: "a\nb", heading: "H"));

    [Fact]
    public void a_second_time_changes_nothing()
    {
        Decide(Plain, After(Published(Plain))).ShouldBe(Decision.Nothing);
        Decide(Plain, After(Published(Plain), new TemplateTakenIntoUse(default))).ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void corrects_an_edition_that_nobody_uses_yet()
    {
        var corrected = Plain with { Edition = "2a" };
        After(Published(Plain), Decide(corrected, After(Published(Plain))).Events[0].Event).Edition.ShouldBe("2a");
    }

    [Fact]
    public void is_refused_for_one_in_use_whatever_it_says()
    {
        var used = After(Published(Plain), new TemplateTakenIntoUse(default));
        Decide(Plain with { Title = "x" }, used).Refusal.ShouldBeOfType<Refusal.WrongState>();
        Decide(Plain with { Title = "" }, used).Refusal.ShouldBeOfType<Refusal.WrongState>();
    }

    [Fact]
    public void supersedes_only_an_edition_that_is_there_and_never_itself()
    {
        Wrong(Plain with { Supersedes = First }).ShouldBe(["/supersedes"]);
        Wrong(Plain with { Supersedes = Id }).ShouldBe(["/supersedes"]);
        var first = new Template { Id = First, Version = 1 };
        Decide(Plain with { Supersedes = First }, null, first).Refusal.ShouldBeNull();
        Decide(Plain with { Supersedes = First }, null, first with { Supersedes = Id }).Refusal.ShouldBeOfType<Refusal.Invalid>();
    }

    [Fact]
    public void needs_a_title_an_edition_and_a_clause() =>
        Wrong(Publish() with { Title = " ", Edition = "" }).ShouldBe(["/clauses", "/edition", "/title"]);

    [Fact]
    public void takes_each_key_once_and_only_national_ones() =>
        Wrong(Publish(Slot("n1"), Slot("n1"), Slot("c1"))).ShouldBe(["/clauses/1/key", "/clauses/2/key"]);

    [Fact]
    public void takes_clauses_in_reading_order_only()
    {
        Wrong(Publish(Slot("n1"), Slot("n2"), Slot("n1.1", "n1"))).ShouldBe(["/clauses/2/parent"]);
        Wrong(Publish(Slot("n1.1", "n1"), Slot("n1"))).ShouldBe(["/clauses/0/parent"]);
        Decide(Publish(Slot("n1"), Slot("n1.1", "n1"), Slot("n1.1.1", "n1.1"), Slot("n1.2", "n1"), Slot("n2"))).Refusal.ShouldBeNull();
    }

    [Fact]
    public void takes_at_most_six_levels() => Wrong(Publish(
        [.. Enumerable.Range(1, 7).Select(n => Slot($"n{n}", n == 1 ? null : $"n{n - 1}"))])).ShouldBe(["/clauses/6/parent"]);

    [Fact]
    public void takes_schedules_at_the_top_behind_the_main_part()
    {
        Wrong(Publish(Slot("n1") with { Schedule = true }, Slot("n2"))).ShouldBe(["/clauses/1/schedule"]);
        Wrong(Publish(Slot("n1"), Slot("n2", "n1") with { Schedule = true })).ShouldBe(["/clauses/1/schedule"]);
    }

    [Fact]
    public void says_one_thing_of_what_may_be_done_to_a_clause() => Wrong(Publish(
        Slot("n1") with { Replaceable = true }, Slot("n2") with { Blank = true })).ShouldBe(["/clauses/0/replaceable", "/clauses/1/blank"]);

    [Fact]
    public void refers_only_to_what_is_there() => Wrong(Publish(Slot("n1", body: "See [[n2]] and [[c1]]."))).ShouldBe(["/clauses/0/body"]);

    [Fact]
    public void takes_no_words_that_cannot_be_kept_and_no_text_too_long()
    {
        Wrong(Publish(Slot("n1", heading: "a\nb", body: "\u0001"))).ShouldBe(["/clauses/0/body", "/clauses/0/heading"]);
        Wrong(Publish([.. Enumerable.Range(1, 2_001).Select(n => Slot($"n{n}"))])).ShouldBe(["/clauses"]);
        Wrong(Publish([.. Enumerable.Range(1, 22).Select(n => Slot($"n{n}", body: new('a', 100_000)))])).ShouldBe(["/clauses"]);
    }

    private sealed class Known(Dictionary<TemplateId, Template> templates) : IDirectory
    {
        public Organisation? Organisation(OdsCode ods) => null;

        public Template? Template(TemplateId id) => templates.GetValueOrDefault(id);

        public Agreement? Agreement(AgreementId id) => null;
    }
}
