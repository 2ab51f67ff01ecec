using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Adopting_any_edition
{
    private static readonly TemplateId FirstId = TemplateId.Parse("any-1");
    private static readonly TemplateId SecondId = TemplateId.Parse("any-2");

    [Fact]
    public void leaves_a_sound_text_whatever_was_changed_where() =>
        Prop.ForAll(AnyEdits.Arbitrary, AnyEdits.Arbitrary, AnyEdits.Arbitrary, (edition, changes, here) =>
    {
        var (then, now) = Two(edition, changes);
        var ours = here.On(Begun(then));
        var decision = Adopt(
            ours, then, now, r => r.State == EditionState.Conflict ? r.NationalOnly ? Editions.Theirs : Editions.Ours : null);
        // Some of ours may stand below what goes, or go too deep: then it is refused, and says where.
        if (decision.Refusal is not null) decision.Refusal.ShouldBeOfType<Refusal.Invalid>();
        else Editing_any_text.ShouldBeSound(After(ours, decision).Text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void by_theirs_throughout_is_the_new_edition_with_what_is_our_own() =>
        Prop.ForAll(AnyEdits.Arbitrary, AnyEdits.Arbitrary, AnyEdits.Arbitrary, (edition, changes, here) =>
    {
        var (then, now) = Two(edition, changes);
        var ours = here.On(Begun(then));
        var decision = Adopt(ours, then, now, r => r.State == EditionState.Local ? null : Editions.Theirs);
        if (decision.Refusal is not null)
        {
            decision.Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Keys.ShouldAllBe(
                k => k == "/template" || k.StartsWith("/resolutions/"));
            return;
        }

        var after = After(ours, decision);
        Editing_any_text.ShouldBeSound(after.Text);
        after.Text.Printed.Where(c => c.Key.IsNational).ToDictionary(c => c.Key, c => c.Wording)
            .ShouldBe(now.Clauses.ToDictionary(c => c.Key, c => c.Wording()), ignoreOrder: true);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void of_a_text_nobody_touched_is_the_new_edition_itself() =>
        Prop.ForAll(AnyEdits.Arbitrary, AnyEdits.Arbitrary, (edition, changes) =>
    {
        var (then, now) = Two(edition, changes);
        var ours = Begun(then);
        var decision = Adopt(ours, then, now, _ => null);
        decision.Refusal.ShouldBeNull();
        After(ours, decision).Text.TextHash.ShouldBe(now.Tree().TextHash);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void and_going_back_again_is_the_text_as_it_was() => Prop.ForAll(AnyEdits.Arbitrary, AnyEdits.Arbitrary, (edition, changes) =>
    {
        var (then, now) = Two(edition, changes);
        var there = After(Begun(then), Adopt(Begun(then), then, now, _ => null));
        var back = Adopt(there, now, then, _ => null);
        // What was struck on the way stays below what it stood under, and may come to stand too deep with it: that alone is refused.
        if (back.Refusal is Refusal.Invalid refusal)
        {
            refusal.Errors.ShouldHaveSingleItem().Value.ShouldBe([$"would move clauses deeper than {Numbering.DeepestLevel} levels"]);
        }
        else After(there, back).Text.TextHash.ShouldBe(then.Tree().TextHash);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void of_the_sample_touches_only_what_its_reissue_changed()
    {
        var (then, now) = (Sample(FirstId, "network-2026-27-v1"), Sample(SecondId, "network-2026-27-v2"));
        var decision = Adopt(Begun(then), then, now, _ => null);
        var steps = decision.Events.Single().Event.ShouldBeOfType<EditionAdopted>().Steps;
        steps.GroupBy(s => s.Op).ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(
                new Dictionary<EditionOp, int> { [EditionOp.Reword] = 9, [EditionOp.Add] = 1, [EditionOp.Strike] = 1 }, ignoreOrder: true);
        After(Begun(then), decision).Text.TextHash.ShouldBe(now.Tree().TextHash);
    }

    private static Template Sample(TemplateId id, string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Clone.Path("ops", "samples", file + ".json")));
        return new()
        {
            Id = id, Version = 1, InUse = true, Edition = file, Clauses =
            [
                .. json.RootElement.GetProperty("clauses").Deserialize<ClauseDraft[]>(EventJson.Options)!
            ]
        };
    }

    /// <summary>An arbitrary edition, and one made of it by arbitrary changes.</summary>
    private static (Template Then, Template Now) Two(AnyEdits edition, AnyEdits changes)
    {
        var first = edition.On(Scenario.Given(Network.Drafted).Agreement);
        return (Edition(FirstId, first.Text), Edition(SecondId, changes.On(first).Text));
    }

    private static Template Edition(TemplateId id, ClauseTree text) => new()
    {
        Id = id, Version = 1, InUse = true, Edition = id.ToString(),
        Clauses =
        [
            .. text.All.Where(c => !c.Struck)
                .Select(c => ClauseDraft.Of(c) with { Key = National(c.Key), Parent = c.Parent is { } p ? National(p) : null })
        ],
    };

    private static ClauseKey National(ClauseKey key) => ClauseKey.Parse("n" + key.Ordinal);

    private static Agreement Begun(Template template) =>
        Scenario.Given(Network.Drafted with { Template = template.Id, Clauses = template.Clauses }, Network.Circulated).Agreement;

    private static Decision Adopt(Agreement ours, Template then, Template now, Func<ComparedClause, EditionResolution?> resolve)
    {
        var resolutions = EditionComparison.Of(ours, then, now)
            .Select(r => (r.Clause, Resolution: resolve(r))).Where(r => r.Resolution is not null)
                .ToImmutableDictionary(r => r.Clause, r => r.Resolution!);
        return new AdoptEdition(now.Id, resolutions).Decide(ours, new(Network.Editor, Scenario.Moment, new Known(then, now)));
    }

    private static Agreement After(Agreement ours, Decision decision) =>
        ours.Evolve(new(ours.Version + 1, Scenario.Moment, Network.Editor, decision.Events.Single().Event));

    private sealed class Known(params Template[] templates) : IDirectory
    {
        public Organisation? Organisation(OdsCode ods) => null;

        public Template? Template(TemplateId id) => templates.Single(t => t.Id == id);

        public Agreement? Agreement(AgreementId id) => null;
    }
}
