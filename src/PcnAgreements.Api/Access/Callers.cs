using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store.People;

namespace PcnAgreements.Api.Access;

/// <summary>
/// Finds out who a token is about. A person on record is bound to issuer and subject on first use: another subject with the same address is
/// somebody else, and is refused.
/// </summary>
internal sealed class Callers(PeopleOnRecord people, OperatorList operators, NameBook book)
{
    private volatile Bindings bound = new(book.Page);

    /// <summary>Who is asking; or why their token is not taken.</summary>
    public async Task<(Caller? Caller, Problem? Problem)> Of(ClaimsPrincipal token, CancellationToken ct)
    {
        var subject = token.FindFirstValue("sub");
        var issuer = token.FindFirstValue("iss");
        if (string.IsNullOrEmpty(subject) || string.IsNullOrEmpty(issuer))
            return (null, Problem.Unauthenticated("The token names no subject."));
        if (token.FindFirstValue("email") is not { } claimed || Email.Normal(claimed) is not { } email)
            return (null, Problem.Unauthenticated("The token has no e-mail address."));
        if (token.FindFirstValue("email_verified") is { } verified && !string.Equals(verified, "true", StringComparison.OrdinalIgnoreCase))
            return (null, Problem.Unauthenticated("The issuer of the token calls its e-mail address unverified."));

        // Held from before the table is read: an answer from before an erasure is noted where nobody looks any more.
        var bindings = Bound();
        var known = bindings.People.TryGetValue((issuer, subject), out var person);
        if (!known)
        {
            var found = await people.Recognise(issuer, subject, email, ct);
            if (found is null && await people.FindByEmail(email, ct) is not null)
                return (null, Problem.Unauthenticated("This e-mail address is bound to another subject on record."));
            known = found is not null;
            if (known) bindings.People[(issuer, subject)] = person = found!.Id;
        }

        return (new(known ? person : null, email, token.FindFirstValue("name"), operators.Has(email), AuthenticationOf(token, issuer))
        {
            Subject = $"{issuer}\n{subject}", Expires = TimeOf(token, "exp"),
        }, null);
    }

    // Whoever was erased or renamed must be looked up again.
    private Bindings Bound()
    {
        var (now, kept) = (book.Page, bound);
        return kept.Of == now ? kept : bound = new(now);
    }

    private static Authentication AuthenticationOf(ClaimsPrincipal token, string issuer)
    {
        var amr = token.FindAll("amr").Select(c => c.Value).ToImmutableArray();
        return new(issuer, token.FindFirstValue("acr"), amr.IsEmpty ? null : amr, TimeOf(token, "auth_time"));
    }

    private static DateTimeOffset? TimeOf(ClaimsPrincipal token, string claim) =>
        long.TryParse(token.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, 253402300799))
            : null;

    // Who was recognised while the name book was on one page.
    private sealed record Bindings(object Of)
    {
        public ConcurrentDictionary<(string Issuer, string Subject), PersonId> People { get; } = new();
    }
}

/// <summary>
/// The operators of the service, as configuration names them (setting <c>Operators</c>): they register organisations and read no agreement.
/// </summary>
internal sealed class OperatorList(IEnumerable<string> emails)
{
    private readonly HashSet<string> known = [.. emails.Select(e => e.ToLowerInvariant())];

    /// <summary>Whether an address, in lower case, is an operator's.</summary>
    public bool Has(string email) => known.Contains(email);
}
