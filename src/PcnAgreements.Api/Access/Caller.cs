using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Access;

/// <summary>Who is asking, as their token says; what they may do stands in the record, never in the token.</summary>
/// <param name="Person">Who they are on record; null when nobody has entered them.</param>
/// <param name="Email">Their address, lower case.</param>
/// <param name="Name">Their name as the token gives it; null when it does not.</param>
/// <param name="IsOperator">Whether configuration names them an operator of the service.</param>
/// <param name="Authentication">How their identity was established.</param>
internal sealed record Caller(PersonId? Person, string Email, string? Name, bool IsOperator, Authentication Authentication)
{
    /// <summary>What an idempotency key belongs to besides method and path: the person as the issuer knows them.</summary>
    public required string Subject { get; init; }

    /// <summary>When their token ends; null when it does not say.</summary>
    public DateTimeOffset? Expires { get; init; }
}
