namespace PcnAgreements.Domain.Agreements;

/// <summary>Something a caller asks of one agreement: data, with one pure rule that decides it.</summary>
public abstract record AgreementCommand
{
    /// <summary>
    /// What it comes to. Guards stand in the order of the contract: state, <c>If-Match</c>, other conflicts, the rules of its content;
    /// what is already so yields no events.
    /// </summary>
    public abstract Decision Decide(Agreement agreement, Context context);
}
