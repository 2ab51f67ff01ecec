using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Domain.Organisations;

/// <summary>
/// A person's authorities at an organisation end at once; what they did with them stands. Revoking again records nothing; someone who
/// never held
/// any there is not found.
/// </summary>
/// <param name="Person">Who.</param>
public sealed record RevokePerson(PersonId Person) : OrganisationCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Organisation organisation, Context context)
    {
        if (!organisation.People.TryGetValue(Person, out var grant))
            return new Refusal.NotFound($"This person never held an authority at {organisation.Ods}.");
        return grant.RevokedAt is null ? new PersonRevoked(Person) : Decision.Nothing;
    }
}
