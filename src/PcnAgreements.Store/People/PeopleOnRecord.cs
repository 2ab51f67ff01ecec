using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.People;

/// <summary>
/// The table of who people are. It is written by appends (<see cref="PersonChange"/>), in the same transaction as the events that concern
/// them; only the binding to an issuer's subject is written here.
/// </summary>
public sealed class PeopleOnRecord
{
    private const string Columns = "p.id, p.email, p.name, p.issuer, p.subject";

    private readonly NpgsqlDataSource source;

    internal PeopleOnRecord(NpgsqlDataSource source) => this.source = source;

    /// <summary>The person with an address, however it is capitalised; null when nobody has it.</summary>
    public async Task<PersonOnRecord?> FindByEmail(string email, CancellationToken ct) =>
        (await FindByEmail([email], ct)).GetValueOrDefault(email.ToLowerInvariant());

    /// <summary>The people with these addresses, by address in small letters; who is not on record is missing.</summary>
    public async Task<IReadOnlyDictionary<string, PersonOnRecord>> FindByEmail(IReadOnlyCollection<string> emails, CancellationToken ct)
    {
        var values = new NpgsqlParameter<string[]> { TypedValue = [.. emails.Select(e => e.ToLowerInvariant())] };
        return (await Read($"select {Columns} from pcn.person p where p.email = any ($1)", ct, values)).ToDictionary(p => p.Email!);
    }

    /// <summary>The person whom an issuer knows as a subject; null when it has not been bound to anyone.</summary>
    public async Task<PersonOnRecord?> FindBySubject(string issuer, string subject, CancellationToken ct) =>
        (await Read(
            $"select {Columns} from pcn.person p where p.issuer = $1 and p.subject = $2",
            ct, StoredEvents.Text(issuer), StoredEvents.Text(subject)))
            .SingleOrDefault();

    /// <summary>People by their ids, for answers that name them; one who is not on record is missing.</summary>
    public async Task<IReadOnlyDictionary<PersonId, PersonOnRecord>> Find(IReadOnlyCollection<PersonId> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<PersonId, PersonOnRecord>();
        var values = new NpgsqlParameter<Guid[]> { TypedValue = [.. ids.Distinct().Select(id => id.Value)] };
        return (await Read($"select {Columns} from pcn.person p where p.id = any ($1)", ct, values)).ToDictionary(p => p.Id);
    }

    /// <summary>
    /// Whom a token means: the person bound to its issuer and subject; else the one with its address, who is bound to them from now on.
    /// Null when there is none, or when that address belongs to somebody whom an issuer already knows as another.
    /// </summary>
    public async Task<PersonOnRecord?> Recognise(string issuer, string subject, string? email, CancellationToken ct)
    {
        if (await FindBySubject(issuer, subject, ct) is { } bound) return bound;
        if (email is null) return null;
        try
        {
            // Of two subjects that come with one address at once, the update lets one through; the other finds no row.
            var now = await Read(
                $"update pcn.person p set issuer = $1, subject = $2 where p.email = $3 and p.subject is null returning {Columns}",
                ct, StoredEvents.Text(issuer), StoredEvents.Text(subject), StoredEvents.Text(email.ToLowerInvariant()));
            return now is [var person] ? person : await FindBySubject(issuer, subject, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await FindBySubject(issuer, subject, ct);
        }
    }

    private Task<List<PersonOnRecord>> Read(string sql, CancellationToken ct, params NpgsqlParameter[] values) =>
        Query.Run(source, sql, async command =>
    {
        var people = new List<PersonOnRecord>();
        await using var row = await command.ExecuteReaderAsync(ct);
        string? At(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        while (await row.ReadAsync(ct)) people.Add(new(new(row.GetGuid(0)), At(1), At(2), At(3), At(4)));
        return people;
    }, values);
}
