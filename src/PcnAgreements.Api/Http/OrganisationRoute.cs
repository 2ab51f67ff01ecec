using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Http;

/// <summary>The route of a command on one organisation: how its body becomes the command, and how its outcome is answered.</summary>
/// <typeparam name="TBody">The request's body.</typeparam>
/// <typeparam name="TCommand">The command; who may give it stands in the register's access table.</typeparam>
internal sealed record OrganisationRoute<TBody, TCommand>(Func<TBody, Travel, TCommand> Command) where TCommand : OrganisationCommand
{
    /// <summary>
    /// The key of what the command makes, from the organisation before it; null when that is there already, or nothing is made.
    /// </summary>
    public Func<Organisation, Travel, string?> Makes { get; init; } = (_, _) => null;

    /// <summary>The answer's body; null for none (204).</summary>
    public Func<Organisation, Arrived, object?> Answer { get; init; } = (_, _) => null;

    /// <summary>Where what was made is to be found, below the organisation.</summary>
    public Func<Path, string> Location { get; init; } = _ => "";

    /// <summary>The people it names by e-mail address, with the name to enter for each.</summary>
    public Func<TBody, Path, IEnumerable<(string Email, string? Name)>> Mentions { get; init; } = (_, _) => [];

    /// <summary>Whether the organisation need not be registered yet.</summary>
    public bool Registers { get; init; }

    /// <summary>What more the access table cannot say: why this caller may not ask exactly this.</summary>
    public Func<Actor, TBody, Refusal?> MayNot { get; init; } = (_, _) => null;

    /// <summary>The way such a command travels.</summary>
    public Journey<TBody> Journey => new(Judge, (_, path, _) => StreamId.Of(path.Ods!.Value), Rule, Show) { Mentions = Mentions };

    private Refusal? Judge(Caller caller, Path path, Facts facts, DateTimeOffset now)
    {
        var ods = path.Ods!.Value;
        if (!Registers && facts.Organisation(ods) is null) return new Refusal.NotFound($"{ods} is not registered.");
        return RegisterAccess.Judge(typeof(TCommand), caller, ods, facts, London.DayOf(now)).Refusal;
    }

    private Ruling Rule(TBody body, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        if (Judge(caller, travel.Path, facts, moment.Now) is { } refusal) return refusal;
        var actor = RegisterAccess.Judge(typeof(TCommand), caller, travel.Path.Ods, facts, London.DayOf(moment.Now)).Actor!;
        if (MayNot(actor, body) is { } notThis) return notThis;
        var before = (Organisation)facts.State(travel.Stream)!;
        var decision = Command(body, travel).Decide(before, new(actor, moment.Now, facts));
        return new(actor, decision with { Made = Makes(before, travel) });
    }

    private Reply Show(Arrived arrived)
    {
        var organisation = (Organisation)arrived.State;
        return new(
            Answer(organisation, arrived), organisation.Version,
            arrived.Key is null ? null : $"/api/v1/organisations/{arrived.Path.Ods}{Location(arrived.Path)}");
    }
}
