using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;
using static PcnAgreements.Api.Demo.DemoOrganisations;

namespace PcnAgreements.Api.Demo;

/// <summary>
/// The demo network that an empty store begins with in Development: its organisations and people, and one agreement in the middle of its
/// review. Pure
/// description: the host sends the calls one after another and none may be refused.
/// </summary>
public static class DemoNetwork
{
    private static readonly OdsCode Harbour = OdsCode.Parse("Y99901");
    private static readonly OdsCode StAnnes = OdsCode.Parse("Y99902");
    private static readonly OdsCode Millbrook = OdsCode.Parse("Y99903");
    private static readonly OdsCode Bakery = OdsCode.Parse("Y99904");
    private static readonly OdsCode Eastfield = OdsCode.Parse("Y99905");

    /// <summary>
    /// A Major Decision as schedule 1 of the sample has it: three quarters by thousands of patients, two thirds of the practices taking
    /// part.
    /// </summary>
    private static readonly DecisionRule Major = new(Majority.AtLeast(Ratio.Parse("3/4")))
    {
        Weight = new Weighting.Banded(1_000), Quorum = new(Ratio.Parse("2/3"), Ratio.Parse("1/2")),
    };

    /// <summary>Every call, in order. Deadlines follow from the time given.</summary>
    /// <param name="agreement">The id the agreement gets.</param>
    /// <param name="now">When the demo begins.</param>
    public static IEnumerable<DemoCall> Calls(AgreementId agreement, DateTimeOffset now) =>
        [.. DemoOrganisations.Calls(now), Publishing(), .. Drafting(agreement, now), .. Reviewing(agreement, now)];

    private static DemoCall Publishing() => new(
        StreamId.Of(DemoTemplate.Id), Operator, null, "operator",
        (state, context, _) => DemoTemplate.Publish.Decide((Template)state, context))
    {
        People = new Dictionary<string, string?> { [Operator] = null },
    };

    private static IEnumerable<DemoCall> Drafting(AgreementId id, DateTimeOffset now)
    {
        yield return Draft(id);
        foreach (var (clause, body) in DemoText.Filled(now)) yield return ByEditor(id, a => Reword(a, clause, body));
        yield return ByEditor(id, _ => new ChangeTerms { SignBy = Evening(now, 35) });
        yield return ByEditor(id, _ => new Circulate(
            Evening(now, 21), "Please go through the schedules with your partners. One blank is still to be filled, in schedule 3."));
    }

    private static IEnumerable<DemoCall> Reviewing(AgreementId id, DateTimeOffset now) =>
    [
        By(Harbour, "approver", id, a => Approving(a, _ => true)),
        By(StAnnes, "approver", id, a => Approving(a, c => c.Key != ClauseKey.Parse("n105.1.1"))),
        By(Millbrook, "approver", id, a => Approving(a, c => IsIn(c, "n101") || IsIn(c, "n102") || IsIn(c, "n103"))),
        By(Bakery, "approver", id, a => Approving(a, c => IsIn(c, "n101"))),
        By(Bakery, "approver", id, a => new TakeStances(
            [new(DemoText.Liability, a.Text[DemoText.Liability].Revision, StanceKind.Object,
                "A flat sum is more than a tenth of what we earn in a year, and next to nothing for the largest of us.",
                new(null, DemoText.LiabilityByList))])),
        ByEditor(id, a => new TakeStances(
            [new(ClauseKey.Parse("n101.7.1"), 1, StanceKind.Approve), new(ClauseKey.Parse("n104.3"), 1, StanceKind.Approve)],
            new("minuted meeting", "Minutes of the network body, item 4")), Eastfield),
        By(StAnnes, "approver", id, _ =>
            new MakeComment(ClauseKey.Parse("n105.1.1"), "Does the technician's 0.6 include travel between the three practices?")),
        By(Millbrook, "approver", id, _ =>
            new MakeComment(ClauseKey.Parse("n104.3"), "Who decides how many sessions a week the Clinical Director has?")),
        ByEditor(id, _ => new ReplyToComment(
            new(2), "The Network Body, in the budget: see schedule 4, part 4. Would you like it said here?")),
        By(Bakery, "approver", id, _ =>
            new MakeComment(DemoText.Liability, "Ask our insurer before we settle for less than list size.", Internal: true)),
        ByEditor(id, _ => new OpenBallot(
            "Shall the limit of liability follow list size, as THE OLD BAKERY SURGERY proposes?",
            new(Amendment: new AmendmentKey(1)), null, Evening(now, 10))),
        By(Bakery, "voter", id, _ => new CastVote(new(1), Bakery, Choice.For)),
        By(Harbour, "voter", id, _ => new CastVote(new(1), Harbour, Choice.Against, "We would carry a third of every loss.")),
        ByEditor(id, _ => new CastVote(new(1), Eastfield, Choice.For, null, new("telephone", "Call with the practice manager")), Eastfield),
        ByEditor(id, a => Reword(a, DemoText.Area, DemoText.AreaAfter, "The commissioner asked which branches lie outside.")),
        Call(id, "auditor@lmc-demo.test", Lmc, "auditor", _ => new GiveNote(
            "The limit of liability is the one thing between you. Whatever you choose, have your insurers confirm it before you sign.")),
    ];

    private static DemoCall Draft(AgreementId id)
    {
        var people = Practices.SelectMany(p => p.Partners.Select((_, i) => p.PartnerEmail(i)));
        return new(StreamId.Of(id), "editor@u99901.test", Pcn, "editor", (state, context, ids) =>
        {
            var parties = Practices.Select(p => new PartyDraft(
                p.Ods, PartyRole.Core, null, [.. p.Partners.Select((_, i) => new NamedSignatory(ids[p.PartnerEmail(i)], p.Capacity))]));
            return new DraftAgreement(id, "Demo PCN network agreement", AgreementKind.Network, Pcn, [.. parties])
            {
                Rules = new(Major, DecisionRule.UnanimousOfEntitled), Template = DemoTemplate.Id,
            }.Decide((Agreement)state, context);
        })
        {
            People = people.Append("editor@u99901.test").ToDictionary(email => email, _ => (string?)null),
        };
    }

    private static RewordClause Reword(Agreement agreement, ClauseKey clause, string body, string? note = null) =>
        new(clause, new(true, []), agreement.Text[clause].Wording.Heading, body, note);

    /// <summary>Approving what is there to be approved: clauses that are not locked, and not the blank that is still empty.</summary>
    private static TakeStances Approving(Agreement agreement, Func<Clause, bool> which)
    {
        var open = agreement.Text.All.Where(c => c is { Locked: false, Struck: false } && c.Key != DemoText.LeftBlank && which(c));
        return new([.. open.Select(c => new TakeStances.Item(c.Key, c.Revision, StanceKind.Approve))]);
    }

    private static bool IsIn(Clause clause, string schedule) => clause.Key.ToString().StartsWith(schedule + ".", StringComparison.Ordinal);

    private static DemoCall By(OdsCode practice, string authority, AgreementId id, Func<Agreement, AgreementCommand> command) =>
        Call(id, $"manager@{practice.ToString().ToLowerInvariant()}.test", practice, authority, command);

    private static DemoCall ByEditor(AgreementId id, Func<Agreement, AgreementCommand> command, OdsCode? onBehalfOf = null) =>
        Call(id, "editor@u99901.test", Pcn, "editor", command) with { OnBehalfOf = onBehalfOf };

    private static DemoCall Call(AgreementId id, string email, OdsCode ods, string authority, Func<Agreement, AgreementCommand> command) =>
        new(StreamId.Of(id), email, ods, authority, (state, context, _) => command((Agreement)state).Decide((Agreement)state, context))
        {
            People = new Dictionary<string, string?> { [email] = null },
        };

    /// <summary>Five in the afternoon, some days from now.</summary>
    private static DateTimeOffset Evening(DateTimeOffset now, int days) => London.StartOf(London.DayOf(now).AddDays(days)).AddHours(17);
}
