using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;

namespace PcnAgreements.Benchmarks.Floors;

/// <summary>
/// The rows of an approval by Npgsql: one prepared statement, one round trip, one commit, and a stream of its own for each connection.
/// </summary>
internal sealed class RawAppends : IClient
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly NpgsqlParameter<long> version;

    public RawAppends(Database database, AgreementId agreement)
    {
        connection = database.Open();
        var stream = StreamId.Of(agreement).Value;
        using (var ask = new NpgsqlCommand(
            "select version from pcn.mt_streams where id = $1", connection) { Parameters = { new() { Value = stream } } })
            version = new() { TypedValue = (long)ask.ExecuteScalar()!, NpgsqlDbType = NpgsqlDbType.Bigint };
        command = new(ApprovalSql.ForNpgsql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(version);
        command.Prepare();
    }

    public void Do()
    {
        if (command.ExecuteNonQuery() < 1) throw new InvalidOperationException("A raw append wrote nothing.");
        version.TypedValue++;
    }

    public void Dispose()
    {
        command.Dispose();
        connection.Dispose();
    }
}
