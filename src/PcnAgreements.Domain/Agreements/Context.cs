using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Who asks, for whom, under which authority, and when: what the server knows and no body says.</summary>
/// <param name="Actor">The caller, as the events will name them.</param>
/// <param name="Now">The time by the database's clock, UTC.</param>
/// <param name="Directory">What is on record elsewhere.</param>
public sealed record Context(Actor Actor, DateTimeOffset Now, IDirectory Directory)
{
    /// <summary>Today in London.</summary>
    public DateOnly Today => London.DayOf(Now);

    /// <summary>The organisation the caller acts for. Access has made sure there is one before a rule asks.</summary>
    /// <exception cref="InvalidOperationException">The caller acts for none: a bug in the access table.</exception>
    public OdsCode For =>
        Actor.OnBehalfOf ?? Actor.Organisation ?? throw new InvalidOperationException("The caller acts for no organisation.");

    /// <summary>How the caller's identity was established; what a signature records.</summary>
    public Authentication Authentication { get; init; } = new("none");

    /// <summary>Random digits that nobody can guess, for what others may know only by its hash; null where there are none.</summary>
    public string? Salt { get; init; }
}

/// <summary>
/// What a decision may look up outside its own stream. Every look-up is part of the decision: if what was found has changed by the time the
/// events are written, the command is decided again.
/// </summary>
public interface IDirectory
{
    /// <summary>An organisation; null when it is not registered.</summary>
    Organisation? Organisation(OdsCode ods);

    /// <summary>A template edition; null when it has not been published.</summary>
    Template? Template(TemplateId id);

    /// <summary>Another agreement; null when there is none.</summary>
    Agreement? Agreement(AgreementId id);
}
