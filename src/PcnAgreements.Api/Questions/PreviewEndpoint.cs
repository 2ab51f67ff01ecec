using System.Collections.Immutable;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Routes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Api.Questions;

/// <summary>
/// Shows what a rule would mean for an agreement's parties as they are: who could carry or block a vote alone, whether it can end tied. A
/// question, though it is sent as POST: nothing is recorded, so it is for everybody who may read the agreement.
/// </summary>
internal sealed class PreviewEndpoint(Reading reading, ReadEndpoint reads)
{
    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http)
    {
        var (view, problem) = await Answer(http);
        await (problem is null ? Answering.Write(http, 200, view) : problem.Write(http));
    }

    private async Task<(RulePreview? View, Problem? Problem)> Answer(HttpContext http)
    {
        var (_, refused) = await reads.Find(http, SightLevel.Full, hasPast: false);
        if (refused is not null) return (null, refused);
        var (body, tooLarge) = await Body.Read(http, Body.JsonLimit);
        if (tooLarge is not null) return (null, tooLarge);
        var (wanted, malformed) = await BodyForm<PreviewBody>.Json.Read(http, body!);
        if (malformed is not null) return (null, malformed);
        var rule = wanted!.Rule;
        if (rule.Problems() is { Count: > 0 } wrong) return (null, Invalid(wrong));
        var id = Http.Path.Of(http)!.Agreement;
        var (weights, missing) = await reading.Ask(
            (facts, now) => Weigh(rule, facts.Agreement(id), facts, London.DayOf(now)), http.RequestAborted);
        return missing is null ? (RulePreview.Of(rule, weights), null) : (null, Problem.Of(missing));
    }

    private static (ImmutableArray<WeighedVoter> Weights, Refusal.Invalid? Refusal) Weigh(
        DecisionRule rule, Agreement? agreement, Facts facts, DateOnly today)
    {
        List<PartyTerms> parties = [.. agreement?.Parties.Values.Select(p => p.Terms) ?? []];
        return AgreementWeights.Strangers(rule, parties, new()).Refusal is { } refusal
            ? ([], refusal)
            : AgreementWeights.Fix(rule, parties, facts, today);
    }

    private static Problem Invalid(IReadOnlyDictionary<string, string[]> wrong) => Problem.Of(new Refusal.Invalid(
        wrong.ToImmutableSortedDictionary(p => "/rule" + p.Key, p => p.Value.ToImmutableArray(), StringComparer.Ordinal),
        string.Join(' ', wrong.Values.SelectMany(v => v))));
}
