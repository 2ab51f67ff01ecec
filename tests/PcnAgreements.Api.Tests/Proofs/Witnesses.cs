using Microsoft.AspNetCore.Builder;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Witness;

namespace PcnAgreements.Api.Tests.Proofs;

/// <summary>A witness as an LMC would run it, on a free port of this machine.</summary>
internal sealed class Witnesses : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pcn-witness-").FullName;
    private readonly SigningKey key = SigningKey.Make("lmc.example/witness", KeyType.Cosignature);
    private readonly List<VerifierKey> logs = [];
    private Memory? memory;
    private WebApplication? app;

    /// <summary>What the service needs to know of it.</summary>
    public string Setting => $"--Log:Witnesses:0={key.Verifier} {Url}";

    /// <summary>The end of a policy that asks for its signature.</summary>
    public string PolicyLines => $"witness lmc {key.Verifier}\nquorum lmc\n";

    public VerifierKey Key => key.Verifier;

    public string Url { get; private set; } = "http://127.0.0.1:0";

    public static async Task<Witnesses> Start()
    {
        var witness = new Witnesses();
        await witness.Run();
        return witness;
    }

    /// <summary>Lets it watch a log.</summary>
    public void Watch(IEnumerable<string> keys) =>
        logs.AddRange(keys.Select(k => VerifierKey.TryParse(k, out var key) ? key : throw new FormatException(k)));

    /// <summary>Ends it; it can be run again.</summary>
    public async Task Stop()
    {
        await app!.DisposeAsync();
        memory!.Dispose();
    }

    public async Task Run()
    {
        memory = new(Path.Combine(folder, "seen"));
        app = WitnessServer.Build(new(logs, key, memory, TimeProvider.System), memory, Url);
        await app.StartAsync();
        Url = app.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }
}
