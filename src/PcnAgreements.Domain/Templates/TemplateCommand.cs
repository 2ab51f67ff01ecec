using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Domain.Templates;

/// <summary>Something an operator asks of one template edition: data, with one pure rule that decides it.</summary>
public abstract record TemplateCommand
{
    /// <summary>What it comes to; what is already so yields no events.</summary>
    public abstract Decision Decide(Template template, Context context);
}
