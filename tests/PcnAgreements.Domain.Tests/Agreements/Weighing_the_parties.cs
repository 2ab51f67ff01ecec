using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Templates;
using Shouldly;
using Xunit;
using static PcnAgreements.Domain.Tests.Agreements.Network;

namespace PcnAgreements.Domain.Tests.Agreements;

public sealed class Weighing_the_parties : IDirectory
{
    private static readonly DateOnly Day = new(2020, 12, 4);
    private static readonly DecisionRule ByList = DecisionRule.UnanimousOfEntitled with { Weight = Weighting.ByNewestListSize };
    private readonly Dictionary<OdsCode, Organisation> organisations = [];

    [Fact]
    public void leaves_out_who_has_no_vote() =>
        AgreementWeights.Fix(DecisionRule.UnanimousOfEntitled, Parties, this, Day).Weights.Select(w => w.Ods)
            .ShouldBe([North, South, East]);

    [Fact]
    public void names_each_party_without_a_list_size()
    {
        Knows(North, (2020, 4000));
        var (weights, refusal) = AgreementWeights.Fix(ByList, Parties, this, Day, "/rules/clause/weight");
        weights.ShouldBeEmpty();
        refusal.ShouldNotBeNull().Errors["/rules/clause/weight"]
            .ShouldBe([$"no list size is recorded for {South}", $"no list size is recorded for {East}"]);
    }

    [Fact]
    public void does_not_look_past_the_day()
    {
        foreach (var ods in (OdsCode[])[North, South, East]) Knows(ods, (2020, 4000), (2021, 5000));
        AgreementWeights.Fix(ByList, Parties, this, Day).Weights.ShouldAllBe(
            w => w.Weight == 4000 && w.ListSizeAsAt == new DateOnly(2020, 1, 1));
    }

    private void Knows(OdsCode ods, params (int Year, int Count)[] sizes) => organisations[ods] = Organisation(ods, "") with
    {
        ListSizes = sizes.ToImmutableSortedDictionary(s => new DateOnly(s.Year, 1, 1), s => s.Count),
    };

    Organisation? IDirectory.Organisation(OdsCode ods) => organisations.GetValueOrDefault(ods);

    Template? IDirectory.Template(TemplateId id) => null;

    Agreement? IDirectory.Agreement(AgreementId id) => null;
}
