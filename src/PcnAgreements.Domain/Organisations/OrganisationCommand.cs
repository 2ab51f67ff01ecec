using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Domain.Organisations;

/// <summary>Something a caller asks of one organisation: data, with one pure rule that decides it.</summary>
public abstract record OrganisationCommand
{
    /// <summary>What it comes to; what is already so yields no events.</summary>
    public abstract Decision Decide(Organisation organisation, Context context);
}
