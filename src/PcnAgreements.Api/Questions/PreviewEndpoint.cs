using System.Collections.Immutable;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Api.Questions;

/// <summary>The rule that is being thought of.</summary>
internal sealed record PreviewBody(DecisionRule Rule);

/// <summary>
/// Shows what a rule would mean for an agreement's parties as they are: who could carry or block a vote alone, whether it can end tied. A
/// question, though it is sent as POST: nothing is recorded. For editors of the convenor, who write the rules.
/// </summary>
internal sealed class PreviewEndpoint(Reading reading)
{
    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http)
    {
        var (view, problem) = await Answer(http);
        await (problem is null ? Answering.Write(http, 200, view) : problem.Write(http));
    }

    private async Task<(RulePreview? View, Problem? Problem)> Answer(HttpContext http)
    {
        if (Http.Path.Of(http) is not { } path) return (null, Problem.NotFound());
        var caller = Answering.Caller(http);
        if (await reading.Ask((facts, now) => MayNot(path.Agreement, caller, facts, London.DayOf(now)), http.RequestAborted) is { } refused) return (null, refused);
        var (body, tooLarge) = await Body.Read(http, Body.JsonLimit);
        if ((tooLarge ?? body!.MustBeJson()) is { } unfit) return (null, unfit);
        var (wanted, malformed) = Json.Read<PreviewBody>(body!.Bytes.Length == 0 ? "{}"u8 : body.Bytes);
        if (malformed is not null) return (null, malformed);
        var rule = wanted!.Rule;
        if (rule.Problems() is { Count: > 0 } wrong) return (null, Invalid(wrong));
        var (weights, missing) = await reading.Ask(
            (facts, now) => AgreementWeights.Fix(rule, facts.Agreement(path.Agreement)?.Parties.Values.Select(p => p.Terms) ?? [], facts, London.DayOf(now)),
            http.RequestAborted);
        return missing is null ? (RulePreview.Of(rule, weights), null) : (null, Problem.Of(missing));
    }

    private static Problem? MayNot(AgreementId id, Caller caller, Facts facts, DateOnly today)
    {
        if (facts.Agreement(id) is not { } agreement) return Problem.NotFound();
        if (Sight.Of(agreement, caller, facts, today).Level is SightLevel.None or SightLevel.Confirmation) return Problem.NotFound();
        return facts.Organisation(agreement.Convenor)?.Allows(caller.Person!.Value, Authority.Editor, today) == true
            ? null
            : Problem.NotEntitled("This takes the authority 'editor' at the convenor.");
    }

    private static Problem Invalid(IReadOnlyDictionary<string, string[]> wrong) => Problem.Of(new Refusal.Invalid(
        wrong.ToImmutableSortedDictionary(p => "/rule" + p.Key, p => p.Value.ToImmutableArray(), StringComparer.Ordinal),
        string.Join(' ', wrong.Values.SelectMany(v => v))));
}
