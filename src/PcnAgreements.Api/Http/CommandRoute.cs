using System.Text.Json.Nodes;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Proof.Entries;

namespace PcnAgreements.Api.Http;

/// <summary>What the answer to a command on an agreement is made from.</summary>
/// <param name="Agreement">The agreement right after the command.</param>
/// <param name="Key">The key of what was made; null when nothing has one.</param>
/// <param name="Path">What the path names.</param>
/// <param name="Names">Who people are.</param>
/// <param name="Body">What no state shows, such as an import's report; else null.</param>
internal sealed record Made(Agreement Agreement, string? Key, Path Path, Names Names, JsonNode? Body = null);

/// <summary>The route of a command on one agreement: how its body becomes the command, and how its outcome is answered.</summary>
/// <typeparam name="TBody">The request's body.</typeparam>
/// <typeparam name="TCommand">The command; its ways of entitlement stand in the access table.</typeparam>
internal sealed record CommandRoute<TBody, TCommand>(Func<TBody, Travel, TCommand> Command) where TCommand : AgreementCommand
{
    private static readonly Refusal NoSuch = new Refusal.NotFound("There is no such agreement, or it is not for you to see.");

    /// <summary>For whom the request is made, as its path and (once it has been read) its body say.</summary>
    public Func<TBody?, Path, ActsFor> Acts { get; init; } = (_, _) => ActsFor.Nobody;

    /// <summary>Why what the path names is nothing that could come to the agreement; null when it could, or is there.</summary>
    public Func<Path, Facts, Refusal.NotFound?> Unknown { get; init; } = (_, _) => null;

    /// <summary>The people the body names by e-mail address, with the name to enter for each.</summary>
    public Func<TBody, IEnumerable<(string Email, string? Name)>> Mentions { get; init; } = _ => [];

    /// <summary>The answer's body; null for none (204).</summary>
    public Func<Made, object?> Answer { get; init; } = m => AgreementView.Of(m.Agreement, m.Names);

    /// <summary>
    /// Where what was made is to be found, below the agreement (empty: in it; null: nothing was made, something changed); null on a route
    /// that never makes anything.
    /// </summary>
    public Func<Made, string?>? Location { get; init; }

    /// <summary>Whether <c>If-Match</c> with a clause's edit tag must be sent.</summary>
    public bool NeedsIfMatch { get; init; }

    /// <summary>Where it need not be sent all the same: nothing that is there is changed; null: nowhere.</summary>
    public Func<Agreement, Path, bool>? SparesIfMatch { get; init; }

    /// <summary>What it takes as its body.</summary>
    public BodyForm<TBody> Form { get; init; } = BodyForm<TBody>.Json;

    /// <summary>
    /// What a body that is well-formed by itself comes to on the agreement it meets, from which the command is made; or why it is not
    /// well-formed there.
    /// </summary>
    public Func<TBody, Agreement, (TBody Body, Refusal.Malformed? Unfit)> On { get; init; } = (body, _) => (body, null);

    /// <summary>The rules of what the command does not see, such as names, which stand in no event.</summary>
    public Func<TBody, Problems> Check { get; init; } = _ => new();

    /// <summary>The answer, as JSON that names nobody, where no state shows it.</summary>
    public Func<TBody, Decision, string>? Report { get; init; }

    /// <summary>Adds to that answer what the request itself holds and must not be kept, such as names; null: nothing.</summary>
    public Action<TBody, JsonNode>? Completes { get; init; }

    /// <summary>Whether it is only to be tried: it is decided and answered, and nothing is recorded.</summary>
    public Func<TBody, bool> IsTrial { get; init; } = _ => false;

    /// <summary>The way such a command travels.</summary>
    public Journey<TBody> Journey => new(MayNot, (_, path, _) => StreamId.Of(path.Agreement), Rule, Show)
    {
        Mentions = (body, _) => Mentions(body), NeedsIfMatch = NeedsIfMatch, Form = Form, Check = Check, Makes = Location is not null,
        Completes = Completes,
        SparesIfMatch = SparesIfMatch is { } spares ? (path, facts) =>
            facts.Agreement(path.Agreement) is { } agreement && spares(agreement, path) : null,
    };

    private Refusal? MayNot(Caller caller, Path path, Facts facts, DateTimeOffset now)
    {
        if (facts.Agreement(path.Agreement) is not { } agreement) return NoSuch;
        var (acts, today) = (Acts(default, path), London.DayOf(now));
        var direct = Refused(acts);
        // For which party, and whether on behalf of one, may be known only once the body has been read.
        IEnumerable<OdsCode> parties = acts.Party is { } named ? [named] : agreement.Parties.Keys;
        var may = direct is null
            || parties.Any(p => Refused(acts with { Party = p }) is null || Refused(acts with { Party = p, OnBehalf = true }) is null);
        // Whoever may read an agreement is told what it does not hold before what they may not do; an auditor of its status is not.
        if ((Missing(agreement, acts, path, Sees) ?? Unknown(path, facts)) is { } missing
            && (may || Sees().Level == SightLevel.Full)) return missing;
        return may ? null : direct;

        Refusal? Refused(ActsFor forWhom) =>
            Entitlement.Judge(typeof(TCommand), agreement, caller, forWhom, facts, today).Refusal is { } refusal and not Refusal.Invalid
                ? refusal
                : null;

        Sight Sees() => Sight.Of(agreement, caller, facts, today);
    }

    private static Refusal.NotFound? Missing(Agreement agreement, ActsFor acts, Path path, Func<Sight> sees)
    {
        if (path.Clause != default && agreement.Find(path.Clause) is null) return agreement.No(path.Clause);
        if (path.Amendment != default && agreement.Find(path.Amendment) is null) return agreement.No(path.Amendment);
        if (path.Comment != default && agreement.Find(path.Comment)?.VisibleTo(sees().Organisations) != true)
            return agreement.No(path.Comment);
        var ballot = path.Ballot == default ? null : agreement.Find(path.Ballot);
        if (path.Ballot != default && ballot is null) return agreement.No(path.Ballot);
        return path.Ods is { } party && acts.Party == party && !agreement.Parties.ContainsKey(party) && ballot?.OnRoll(party) != true
            ? agreement.NoParty(party)
            : null;
    }

    private Ruling Rule(TBody body, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        if (facts.Agreement(travel.Path.Agreement) is not { } found) return NoSuch;
        var inTime = DueFirst.Of(found, moment.Now, facts);
        var (agreement, acts, today) = (inTime.Agreement, Acts(body, travel.Path), London.DayOf(moment.Now));
        var (actor, refusal) = Entitlement.Judge(typeof(TCommand), agreement, caller, acts, facts, today);
        if (refusal is not null and not Refusal.Invalid) return refusal;
        (body, var unfit) = On(body, agreement);
        if (unfit is not null) return unfit;
        if (refusal is not null) (actor, refusal) = OnlyOne(refusal);
        if (refusal is not null) return refusal;
        var decision = Decide(actor!);
        if (decision.Refusal is not null) return new(actor!, decision);
        var (trial, report) = (IsTrial(body), Report?.Invoke(body, decision));
        return new(actor!, trial ? Decision.Nothing : inTime.Then(decision)) { IsTrial = trial, Body = report };

        Decision Decide(Actor by) => Command(body, travel with { Agreement = agreement })
            .Decide(agreement, new(by, moment.Now, facts)
            {
                Authentication = caller.Authentication, Salt = Convert.ToHexStringLower(Commitment.NewSalt()),
            });

        // The body need not say for whom where only one fits; nor is that of any use to somebody who could do it for none of them now.
        (Actor? Actor, Refusal? Refusal) OnlyOne(Refusal mustSay)
        {
            var tried = Entitlement.Actors(typeof(TCommand), agreement, caller, acts, facts, today)
                .Select(a => (Actor: a, Decide(a).Refusal)).ToList();
            var fitting = tried.FindAll(t => t.Refusal is not (Refusal.NotEntitled or Refusal.NotFound));
            if (fitting.Count == 1) return (fitting[0].Actor, null);
            if (fitting.Count == 0) return (null, tried.Count == 0 ? mustSay : tried[0].Refusal);
            return (null, fitting.TrueForAll(t => t.Refusal is Refusal.WrongState) ? fitting[0].Refusal : mustSay);
        }
    }

    private Reply Show(Arrived arrived)
    {
        var made = new Made((Agreement)arrived.State, arrived.Key, arrived.Path, arrived.Names, arrived.Body);
        var location = Location?.Invoke(made) is { } place ? $"/api/v1/agreements/{made.Agreement.Id}/{place}".TrimEnd('/') : null;
        return new(Answer(made), made.Agreement.Version, location);
    }
}
