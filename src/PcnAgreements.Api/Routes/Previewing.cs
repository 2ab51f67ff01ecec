using System.Collections.Immutable;
using System.Text.Json;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using Reply = PcnAgreements.Api.Http.Reply;

namespace PcnAgreements.Api.Routes;

/// <summary>
/// Shows what a rule would mean for an agreement's parties as they are: who could carry or block a vote alone, whether it can end tied. It
/// is for everybody who may read the agreement, for nothing is recorded; but it is sent as POST, so it travels as commands do, and its
/// answer is kept under a key.
/// </summary>
internal static class Previewing
{
    /// <summary>The way a preview travels.</summary>
    public static Journey<PreviewBody> Journey { get; } = new(
        (caller, path, facts, now) => MayNot(facts.Agreement(path.Agreement), caller, facts, now),
        (_, path, _) => StreamId.Of(path.Agreement), Rule,
        // No ETag: it rests on list sizes too, which change without the agreement.
        arrived => new Reply(arrived.Body));

    private static Ruling Rule(PreviewBody body, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        var agreement = facts.Agreement(travel.Path.Agreement);
        if (MayNot(agreement, caller, facts, moment.Now) is { } hidden) return hidden;
        var rule = body.Rule;
        if (rule.Problems() is { Count: > 0 } wrong) return Invalid(wrong);
        List<PartyTerms> parties = [.. agreement!.Parties.Values.Select(p => p.Terms)];
        if (AgreementWeights.Strangers(rule, parties, new()).Refusal is { } strangers) return strangers;
        var (weights, missing) = AgreementWeights.Fix(rule, parties, facts, London.DayOf(moment.Now));
        return missing is not null
            ? missing
            : new Ruling(Actor.System, Decision.Nothing) { Body = JsonSerializer.Serialize(RulePreview.Of(rule, weights), Json.Options) };
    }

    private static Refusal? MayNot(Agreement? agreement, Caller caller, Facts facts, DateTimeOffset now) => ReadEndpoint.MayNot(
        agreement is null ? SightLevel.None : Sight.Of(agreement, caller, facts, London.DayOf(now)).Level, SightLevel.Full);

    private static Refusal.Invalid Invalid(IReadOnlyDictionary<string, string[]> wrong) => new(
        wrong.ToImmutableSortedDictionary(p => "/rule" + p.Key, p => p.Value.ToImmutableArray(), StringComparer.Ordinal),
        string.Join(' ', wrong.Values.SelectMany(v => v)));
}
