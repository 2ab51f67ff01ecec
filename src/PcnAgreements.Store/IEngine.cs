using Microsoft.Extensions.Logging;
using Npgsql;
using PcnAgreements.Domain;
using PcnAgreements.Store.Schedule;

namespace PcnAgreements.Store;

/// <summary>
/// What keeps the log. There are two, and both keep the same promises on the same tables, so that either goes on with what the other began;
/// which one runs is said by the executable that starts the service, and nowhere else.
/// </summary>
public interface IEngine
{
    /// <summary>What settings, readiness and measurements call it.</summary>
    string Name { get; }

    /// <summary>
    /// Makes what the engine needs beside the shared tables, as the database's owner; those are there by then. To be called at every start.
    /// </summary>
    /// <param name="owner">Connections of the owning role.</param>
    /// <param name="runningRole">The role that will run, to be given what it needs; null when the owner itself will.</param>
    /// <param name="ct">Gives up.</param>
    Task Migrate(NpgsqlDataSource owner, string? runningRole, CancellationToken ct);

    /// <summary>Opens the log as the role that runs.</summary>
    Task<IRunningEngine> Start(NpgsqlDataSource source, StoreOptions options, ILoggerFactory logs, CancellationToken ct);
}

/// <summary>An engine that runs. Disposing writes what is waiting, then lets go.</summary>
public interface IRunningEngine : IAsyncDisposable
{
    /// <summary>The log it keeps.</summary>
    ILog Log { get; }

    /// <summary>
    /// Has work done whenever something is due, until cancelled. Engines MUST begin with all that came due while nobody was up, whichever
    /// engine wrote it, and MUST call again while something stays due. Callers MUST decide on the stream's own state whether there is
    /// anything to do: a call may come twice, on several instances at once, and after somebody else has done it.
    /// </summary>
    /// <param name="due">What is due.</param>
    /// <param name="work">Does what is due in one stream.</param>
    /// <param name="ct">Ends it.</param>
    Task DoWhatIsDue(DueClock due, Func<StreamId, CancellationToken, Task> work, CancellationToken ct);
}
