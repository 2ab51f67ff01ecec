using Npgsql;
using NpgsqlTypes;
using PcnAgreements.Domain;
using PcnAgreements.Store.Schema;

namespace PcnAgreements.Store.Log;

/// <summary>Appends that go to the database together, as the arrays that <c>pcn.append</c> takes (see <c>AppendFunction</c>).</summary>
internal sealed class AppendBatch
{
    private readonly Dictionary<StreamId, int> ordinals = [];
    private readonly Dictionary<(string View, string Key), int> same = [];
    private readonly Columns streams = new(), written = new(), required = new(), events = new(), answers = new(), people = new(),
        rows = new(), appends = new();

    public AppendBatch(IReadOnlyList<PendingAppend> pending)
    {
        Pending = pending;
        for (var i = 0; i < pending.Count; i++) Add(i + 1, pending[i]);
    }

    /// <summary>By which it can be fenced off when its connection breaks.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    public IReadOnlyList<PendingAppend> Pending { get; }

    public int EventCount => Pending.Sum(p => p.EventCount);

    /// <summary>The call, ready to be run.</summary>
    public NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Text, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = BuildMark.Own });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        appends.Bind(command, NpgsqlDbType.TimestampTz);
        streams.Bind(command, NpgsqlDbType.Text, NpgsqlDbType.Text);
        written.Bind(
            command, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer);
        required.Bind(command, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz);
        events.Bind(
            command, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Jsonb, NpgsqlDbType.Jsonb, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text);
        answers.Bind(
            command, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Text,
            NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Integer);
        people.Bind(command, NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text);
        rows.Bind(command, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Jsonb, NpgsqlDbType.Jsonb);
        return command;
    }

    private static readonly string Text =
        "select outcome, what, actual, at, first_index, positions from pcn.append("
        + $"{string.Join(", ", Enumerable.Range(1, 42).Select(n => $"${n}"))})";

    private void Add(int n, PendingAppend pending)
    {
        var append = pending.Append;
        appends.Add(append.NotAfter?.ToUniversalTime());
        for (var s = 0; s < append.Streams.Count; s++)
        {
            var stream = append.Streams[s];
            written.Add(
                n, Ordinal(stream.Stream), stream.ExpectedVersion, stream.ExpectedAt?.ToUniversalTime(), stream.Events.Count);
            var ordinal = 0;
            foreach (var e in pending.Events[s])
            {
                events.Add(
                    written.Count, ++ordinal, e.Id, e.Type, e.DotnetType, e.Json, e.Headers, e.RequestId, pending.Id.ToString(), e.User);
            }
        }

        foreach (var r in append.Requires) required.Add(n, Ordinal(r.Stream), r.Version, r.At?.ToUniversalTime());
        foreach (var a in append.Answers)
            answers.Add(n, a.Key.Value, a.BodyHash, a.Status, a.Stream?.Value, a.Version, a.Made, a.Body, a.LastEvent);
        foreach (var p in append.People) people.Add(n, p.Person.Value, p.Email, p.Name);
        foreach (var r in append.Rows) rows.Add(n, r.View, Same(r), r.Row is null ? r.Key : null, r.Row);
    }

    // Rows under one key, of several appends, have one number, so that the database need not compare their keys.
    private int Same(ViewRow row)
    {
        if (!same.TryGetValue((row.View, row.Key), out var number)) same[(row.View, row.Key)] = number = same.Count;
        return number;
    }

    private int Ordinal(StreamId stream)
    {
        if (ordinals.TryGetValue(stream, out var known)) return known;
        streams.Add(stream.Value, stream.Kind);
        return ordinals[stream] = streams.Count;
    }

    /// <summary>Rows, turned into one array a column.</summary>
    private sealed class Columns
    {
        private readonly List<object?[]> rows = [];

        public int Count => rows.Count;

        public void Add(params object?[] row) => rows.Add(row);

        public void Bind(NpgsqlCommand command, params NpgsqlDbType[] types)
        {
            for (var c = 0; c < types.Length; c++)
            {
                var column = c;
                command.Parameters.Add(new NpgsqlParameter
                {
                    NpgsqlDbType = types[c] | NpgsqlDbType.Array,
                    Value = types[c] switch
                    {
                        NpgsqlDbType.Integer => rows.ConvertAll(r => (int)r[column]!).ToArray(),
                        NpgsqlDbType.Bigint => rows.ConvertAll(r => (long)r[column]!).ToArray(),
                        NpgsqlDbType.Uuid => rows.ConvertAll(r => (Guid)r[column]!).ToArray(),
                        NpgsqlDbType.TimestampTz => rows.ConvertAll(r => (DateTimeOffset?)r[column]).ToArray(),
                        _ => rows.ConvertAll(r => (string?)r[column]).ToArray(),
                    },
                });
            }
        }
    }
}
