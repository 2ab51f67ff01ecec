using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Tests.Agreements;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;

namespace PcnAgreements.Domain.Tests.Templates;

public sealed class Departing_from_a_template
{
    private static readonly ClauseKey Disputes = ClauseKey.Parse("n1.1");
    private static readonly ClauseKey Blank = ClauseKey.Parse("n3");

    private static ImmutableArray<Departure> After(params DomainEvent[] events)
    {
        var begun = FromTemplate.Cast<AgreementDrafted>().Single();
        return Departures.Of(Scenario.Given(FromTemplate).And(events).Agreement, new Template { Version = 1, Clauses = begun.Clauses });
    }

    [Fact]
    public void is_leaving_a_blank_and_filling_it_is_not()
    {
        After().ShouldBe([new(Blank, DepartureKind.BlankLeft, "2", "To be filled")]);
        After(Reworded(Blank, 2, "Filled.", "To be filled")).ShouldBeEmpty();
    }

    [Fact]
    public void is_replacing_adding_and_striking_out()
    {
        After(Reworded(Blank, 2, "Filled.", "To be filled"), Reworded(Disputes, 2, "Ours."), Clause(1, "More.", null)).ShouldBe(
            [new(C1, DepartureKind.Added, "1", null), new(Disputes, DepartureKind.Replaced, "2.1", null)]);
        After(Reworded(Blank, 2, "Filled.", "To be filled"), new ClauseStruck(Disputes)).ShouldBe(
            [new(Disputes, DepartureKind.Struck, null, null)]);
    }

    [Fact]
    public void a_blank_is_filled_by_what_is_added_below_it_too() =>
        After(Clause(1, "Here it is.") with { Parent = Blank }).Select(d => d.Kind).ShouldBe([DepartureKind.Added]);
}
