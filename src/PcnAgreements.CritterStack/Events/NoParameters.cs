using Marten;
using Marten.Services;
using Npgsql;

namespace PcnAgreements.CritterStack.Events;

/// <summary>Keeps Marten from writing commands and their parameters into any log.</summary>
internal sealed class NoParameters : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql) { }

    public void LogSuccess(NpgsqlCommand command) { }

    public void LogFailure(NpgsqlCommand command, Exception ex) { }

    public void LogSuccess(NpgsqlBatch batch) { }

    public void LogFailure(NpgsqlBatch batch, Exception ex) { }

    public void LogFailure(Exception ex, string message) { }

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit) { }

    public void OnBeforeExecute(NpgsqlCommand command) { }

    public void OnBeforeExecute(NpgsqlBatch batch) { }
}
