using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Store.Tree;

/// <summary>What stands for a person in the proof log.</summary>
/// <param name="Person">The opaque id.</param>
/// <param name="Value">The commitment, as entries have it.</param>
/// <param name="Salt">What opens it, together with the address; null once the person is erased.</param>
public sealed record PersonCommitment(PersonId Person, string Value, byte[]? Salt);

/// <summary>
/// The commitments that stand for people in the proof log: made when somebody is first on record, and kept when they are erased.
/// </summary>
public sealed class Commitments
{
    private readonly Func<string, NpgsqlCommand> source;

    internal Commitments(NpgsqlDataSource pool) => source = pool.CreateCommand;

    private Commitments(NpgsqlConnection connection) => source = sql => new(sql, connection);

    /// <summary>Commitments as one connection sees them, what it has not committed included: for reading.</summary>
    public static Commitments On(NpgsqlConnection connection) => new(connection);

    /// <summary>The commitments to people; one to whom there is none is missing.</summary>
    public Task<Dictionary<PersonId, PersonCommitment>> Find(IReadOnlyCollection<PersonId> people, CancellationToken ct) => Query.Run(
        source, "select c.person, c.value, c.salt from pcn.commitment c where c.person = any ($1)", async command =>
        {
            var found = new Dictionary<PersonId, PersonCommitment>();
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                var person = new PersonId(row.GetGuid(0));
                found[person] = new(person, row.GetString(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2));
            }

            return found;
        }, Ids(people));

    /// <summary>
    /// Commits to people of whom nothing is on record any more, or never was, by a number that says nothing: as if they had been erased.
    /// </summary>
    public Task Enter(IReadOnlyCollection<PersonId> unknown, CancellationToken ct) => Query.Run(source, """
        insert into pcn.commitment (person, salt, value)
        select u.person, null, u.value from unnest($1::uuid[], $2::text[]) u (person, value)
        on conflict (person) do nothing
        """, async command => await command.ExecuteNonQueryAsync(ct), Ids(unknown),
        StoredEvents.Texts(unknown.Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)))));

    private static NpgsqlParameter Ids(IEnumerable<PersonId> people) =>
        new() { Value = people.Select(p => p.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
}
