using System.Collections.Frozen;
using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using PcnAgreements.Domain.People;
using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Api.Access;

/// <summary>
/// Who may change what stands beside the agreements: organisations and their people, and templates. Operators are named in configuration,
/// administrators on record.
/// </summary>
internal static class RegisterAccess
{
    private enum Who
    {
        Operator,
        Administrator,
    }

    private static readonly FrozenDictionary<Type, Who[]> Table = new Dictionary<Type, Who[]>
    {
        [typeof(PublishTemplate)] = [Who.Operator],
        [typeof(RegisterOrganisation)] = [Who.Operator],
        [typeof(AuthorisePerson)] = [Who.Administrator, Who.Operator],
        [typeof(RevokePerson)] = [Who.Administrator, Who.Operator],
        [typeof(ImportRows)] = [Who.Operator],
        [typeof(ErasePerson)] = [Who.Operator],
    }.ToFrozenDictionary();

    /// <summary>The caller as the events will name them, an administrator before an operator; or why they may not.</summary>
    /// <param name="command">The kind of command.</param>
    /// <param name="caller">Who is asking.</param>
    /// <param name="ods">The organisation it is about; null when it is about none.</param>
    /// <param name="facts">What is on record.</param>
    /// <param name="today">The day in London.</param>
    public static (Actor? Actor, Refusal? Refusal) Judge(Type command, Caller caller, OdsCode? ods, Facts facts, DateOnly today)
    {
        var ways = Table[command];
        foreach (var way in ways)
        {
            switch (way)
            {
                case Who.Operator when caller.IsOperator:
                    return (new(caller.Person, null, "operator"), null);
                case Who.Administrator when caller.Person is { } person && ods is { } at
                    && facts.Organisation(at)?.Allows(person, Authority.Administrator, today) == true:
                    return (new(person, at, "administrator"), null);
            }
        }

        return (null, new Refusal.NotEntitled(ways.Contains(Who.Administrator)
            ? "This takes the authority 'administrator' at the organisation, or an operator of the service."
            : "This takes an operator of the service."));
    }

    /// <summary>
    /// Whether somebody may see who acts for an organisation, and its history: its own people, operators, and auditors of its area.
    /// </summary>
    public static bool MaySeePeople(Organisation organisation, Caller caller, Facts facts, DateOnly today)
    {
        if (caller.IsOperator) return true;
        if (caller.Person is not { } person) return false;
        return !organisation.AuthoritiesOf(person, today).IsEmpty
            || organisation.BelongsTo(MembershipKind.Lmc, today)
                .Any(lmc => facts.Organisation(lmc)?.Allows(person, Authority.Auditor, today) == true);
    }
}
