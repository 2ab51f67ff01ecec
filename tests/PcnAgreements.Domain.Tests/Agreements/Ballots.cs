using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using static PcnAgreements.Domain.Tests.Agreements.Scenario;

namespace PcnAgreements.Domain.Tests.Agreements;

internal static class Ballots
{
    public static readonly BallotOpened Open = new(
        new(1), 1, null, "Shall we?", null, DecisionRule.UnanimousOfEntitled, Network.Circulated.Weights, "t", null, null,
        Moment.AddDays(1));
}
