namespace PcnAgreements.Domain.People;

/// <summary>
/// Everything that is recorded of a person as such, closed. It names nobody: name and e-mail stand in a table that can be erased.
/// </summary>
public abstract record PersonEvent : DomainEvent;

/// <summary>
/// An operator had the person's name, e-mail and other personal data made unreadable; what the person did stands, by someone unnamed.
/// </summary>
/// <param name="Reason">Why, such as a request under data protection law.</param>
/// <param name="Hash">
/// What stood for the person in the proof log, so that the log itself says whose those entries were; null in what older services wrote.
/// </param>
public sealed record PersonErased(string Reason, string? Hash = null) : PersonEvent;
