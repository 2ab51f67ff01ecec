using PcnAgreements.Domain;

namespace PcnAgreements.Store.People;

/// <summary>Who a person is. Nothing of it stands in any event; all but the id can be erased.</summary>
/// <param name="Id">The opaque id that events name.</param>
/// <param name="Email">The address in lower case; null once erased.</param>
/// <param name="Name">The name; null when nobody gave one, and once erased.</param>
/// <param name="Issuer">Who vouches for them; null until they first came.</param>
/// <param name="Subject">As whom the issuer knows them; null until they first came.</param>
public sealed record PersonOnRecord(PersonId Id, string? Email, string? Name, string? Issuer, string? Subject);
