using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Host;
using PcnAgreements.Api.Tests;
using PcnAgreements.Store;
using PcnAgreements.Store.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(ApiHost))]

namespace PcnAgreements.Api.Tests;

/// <summary>
/// The real service on a free loopback port, on a database of its own. All classes of the assembly share one; each test makes a network of
/// its own in it (see <see cref="Situations"/>), so that none sees another's agreements. A test that needs a service of its own starts one.
/// </summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<string>> tokens = [];
    private TestDatabase database = null!;
    private bool isGuest;
    private WebApplication app = null!;
    private HttpClient http = null!;

    /// <summary>The service's services, for what a test must arrange beside HTTP.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Its log.</summary>
    public ILog Log => Services.GetRequiredService<ILog>();

    /// <summary>Its database, for what a test must look at behind its back.</summary>
    public TestDatabase Database => database;

    /// <summary>Where it listens.</summary>
    public Uri Address => http.BaseAddress!;

    /// <summary>A service of a test's own, with further settings.</summary>
    public static async Task<ApiHost> Start(params string[] settings)
    {
        var host = new ApiHost();
        await host.Open(settings);
        return host;
    }

    /// <summary>
    /// A service of a test's own on a database that is the test's, or another service's, and stays when the service ends.
    /// </summary>
    public static async Task<ApiHost> On(TestDatabase database, params string[] settings)
    {
        var host = new ApiHost { database = database, isGuest = true };
        await host.Run(settings);
        return host;
    }

    public async ValueTask InitializeAsync() => await Open();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        if (!isGuest) await database.DisposeAsync();
    }

    /// <summary>Ends the service and leaves its database.</summary>
    public async Task Stop()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Somebody who calls the service with a token for their address; they need not be on record.</summary>
    public Talk As(string email) => new(http, email, () => tokens.GetOrAdd(email, Token));

    /// <summary>Somebody with a token of the test's own making.</summary>
    public Talk With(string token) => new(http, "", () => Task.FromResult(token));

    /// <summary>The token of somebody who speaks for themselves.</summary>
    public Task<string> TokenOf(string email) => tokens.GetOrAdd(email, Token);

    /// <summary>Whoever registers organisations.</summary>
    public Talk Operator => As("operator@demo.test");

    /// <summary>Somebody without a token.</summary>
    public Talk Nobody() => new(http, "", null);

    private async Task<string> Token(string email)
    {
        using var answer = await http.PostAsJsonAsync("/dev/token", new { email });
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
    }

    private async Task Open(params string[] settings)
    {
        database = await (await Postgres.Shared()).NewDatabase("api", async fresh => await (await Make(fresh, [])).DisposeAsync());
        await Run(settings);
    }

    private async Task Run(string[] settings)
    {
        app = await Make(database, settings);
        await app.StartAsync();
        http = new() { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>
    /// Where the keys of the proof log of a database are, and the last checkpoint that was served; goes with this process.
    /// </summary>
    public static string KeysOf(TestDatabase on) => Path.Combine(Folder.Value, on.Name);

    private static readonly Lazy<string> Folder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("pcn-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    private static Task<WebApplication> Make(TestDatabase on, string[] settings) => Service.Build(
    [
        "--environment=Development", "--urls=http://127.0.0.1:0", "--Demo:Seed=false", "--Logging:LogLevel:Default=Warning",
        $"--ConnectionStrings:Agreements={on.AppConnectionString}", $"--ConnectionStrings:Migrations={on.OwnerConnectionString}",
        $"--Log:Keys={KeysOf(on)}", .. settings,
    ], Engines.Chosen);
}
