using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PcnAgreements.Store;
using PcnAgreements.Store.Tests;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

/// <summary>The real service as a process of its own, the way <c>ops/run</c> starts it, so that it can be killed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly string Checkout = FindCheckout();

    private readonly ConcurrentDictionary<string, Task<string>> tokens = [];
    private readonly ConcurrentQueue<string> said = [];
    private readonly Process process;
    private readonly HttpClient http;

    private ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => http.BaseAddress!;

    /// <summary>What it has written.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Begins to start it on a database; settings as environment variables.</summary>
    public static ServiceProcess Begin(TestDatabase on, params (string Name, string Value)[] settings) =>
        Begin(Engines.Chosen, on, settings);

    private static ServiceProcess Begin(IEngine engine, TestDatabase on, (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", [ProgramOf(engine)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
                ["Logging__LogLevel__Default"] = "Warning",
                ["ConnectionStrings__Agreements"] = on.AppConnectionString, ["ConnectionStrings__Migrations"] = on.OwnerConnectionString,
                ["Log__Keys"] = ApiHost.KeysOf(on),
            },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var service = new ServiceProcess(Process.Start(start)!, address);
        service.process.OutputDataReceived += service.Hear;
        service.process.ErrorDataReceived += service.Hear;
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<ServiceProcess> Start(TestDatabase on, params (string Name, string Value)[] settings) =>
        Start(Engines.Chosen, on, settings);

    /// <summary>Starts it on an engine, and waits until it is ready.</summary>
    public static async Task<ServiceProcess> Start(IEngine engine, TestDatabase on, params (string Name, string Value)[] settings)
    {
        var service = Begin(engine, on, settings);
        await service.UntilReady();
        return service;
    }

    /// <summary>Returns once it says that it is ready.</summary>
    public async Task UntilReady()
    {
        await Wait.Until(async () => await IsReady() || process.HasExited);
        if (process.HasExited) throw new InvalidOperationException($"The service ended with exit code {process.ExitCode}:\n{Said}");
    }

    /// <summary>Returns once it has ended by itself, with its exit code.</summary>
    public async Task<int> UntilItEnds()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    /// <summary>Ends it as <c>kill -9</c> does, whatever it is doing, and returns once it is gone.</summary>
    public void Kill()
    {
        if (process.HasExited) return;
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Somebody without a token.</summary>
    public Talk Nobody() => new(http, "", null);

    /// <summary>Somebody with a token that was come by elsewhere.</summary>
    public Talk With(string token) => new(http, "", () => Task.FromResult(token));

    /// <summary>Somebody who calls it with a token for their address.</summary>
    public Talk As(string email) => new(http, email, () => tokens.GetOrAdd(email, Token));

    public ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        Kill();
        http.Dispose();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The program, built.</summary>
    internal static string Program => ProgramOf(Engines.Chosen);

    /// <summary>A file of the checkout.</summary>
    internal static string InCheckout(string path) => Path.Combine(Checkout, path);

    // Beside this project's own output, of the same configuration.
    private static string ProgramOf(IEngine engine)
    {
        var project = engine == Engines.Npgsql ? "PcnAgreements.Api" : "PcnAgreements.CritterStack";
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Checkout, "src", project, "bin", output.Parent!.Name, output.Name, $"{project}.dll");
    }

    private static string FindCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PcnAgreements.sln"))) return folder.FullName;
        }

        throw new FileNotFoundException($"No PcnAgreements.sln above {AppContext.BaseDirectory}: tests run in their checkout.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void KillAtExit(object? sender, EventArgs e) => Kill();

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<string> Token(string email)
    {
        using var answer = await http.PostAsJsonAsync("/dev/token", new { email });
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text) said.Enqueue(text);
    }
}
