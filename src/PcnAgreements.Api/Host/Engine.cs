namespace PcnAgreements.Api.Host;

/// <summary>Which engine keeps the log, as readiness tells it.</summary>
/// <param name="Name"><c>npgsql</c> for the built-in one.</param>
internal sealed record Engine(string Name);
