using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PcnAgreements.Benchmarks.Measures;

namespace PcnAgreements.Benchmarks.Surroundings;

/// <summary>The service, built in Release, as a process of its own on a free port of the loopback.</summary>
internal sealed class RunningService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private RunningService(Process process, int port, TimeSpan readyAfter) =>
        (this.process, Port, ReadyAfter) = (process, port, readyAfter);

    public int Port { get; }

    /// <summary>From its start to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>The processor's time it has taken so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it on a database, on the engine that is measured unless another is given.</summary>
    public static RunningService Start(Asked asked, Database database, string? engine = null)
    {
        var port = FreePort();
        var program = (engine ?? asked.Engine) == "marten" ? "PcnAgreements.CritterStack" : "PcnAgreements.Api";
        var start = ToStart(Path.Combine(asked.Checkout, "src", program, "bin", "Release", "net10.0", $"{program}.dll"), port, database);
        // Two services and their floors share the server's connections.
        if (asked.Engine == "both") start.Environment["ConnectionStrings__Agreements"] += ";Maximum Pool Size=40";
        var began = Stopwatch.GetTimestamp();
        var process = Surviving.Start(start) ?? throw new OperationCanceledException("This process is ending.");
        while (!IsReady(port))
        {
            if (process.HasExited) throw new InvalidOperationException($"The service ended with exit code {process.ExitCode}.");
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new InvalidOperationException("The service is not ready after a minute.");
            Thread.Sleep(5);
        }

        return new(process, port, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>How an assembly of the service is started on a port and a database, with nothing in it and nothing to limit it.</summary>
    public static ProcessStartInfo ToStart(string service, int port, Database database)
    {
        var start = new ProcessStartInfo("dotnet", [service]) { WorkingDirectory = Path.GetDirectoryName(service)! };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["Demo__Seed"] = "false";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["ConnectionStrings__Agreements"] = database.App;
        start.Environment["ConnectionStrings__Migrations"] = database.Owner;
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>A token of the built-in issuer.</summary>
    public string TokenFor(string email)
    {
        using var wire = new Wire(Port);
        var body = $$"""{"email":"{{email}}"}""";
        var status = wire.Ask(Encoding.ASCII.GetBytes(
            $"POST /dev/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        return status == 200
            ? JsonDocument.Parse(wire.Body.ToArray()).RootElement.GetProperty("token").GetString()!
            : throw new InvalidOperationException($"/dev/token answered {status}.");
    }

    /// <summary>As in a crash.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        Surviving.Forget(process);
        process.Dispose();
    }

    private static bool IsReady(int port)
    {
        try
        {
            using var wire = new Wire(port);
            return wire.Ask("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8) is 200;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    /// <summary>A port of the loopback that nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
