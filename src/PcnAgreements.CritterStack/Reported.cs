using Npgsql;

namespace PcnAgreements.CritterStack;

/// <summary>Marten wraps what went wrong; what is done about it rests on what the server, or the line, reported.</summary>
internal static class Reported
{
    /// <summary>What the server reported, else what happened to the line; null when neither is behind it.</summary>
    public static Exception? By(Exception e)
    {
        var all = Chain(e).ToList();
        return all.FirstOrDefault(x => x is NpgsqlException and not PostgresException)
            ?? all.FirstOrDefault(x => x is PostgresException)
            ?? all.FirstOrDefault(x => x is TimeoutException or IOException or System.Net.Sockets.SocketException);
    }

    private static IEnumerable<Exception> Chain(Exception e) =>
        (e is AggregateException many ? many.InnerExceptions : e.InnerException is { } inner ? (IEnumerable<Exception>)[inner] : [])
            .SelectMany(Chain).Prepend(e);
}
