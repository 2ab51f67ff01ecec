using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Checks;
using PcnAgreements.Faults.Histories;
using PcnAgreements.Faults.Workload;

namespace PcnAgreements.Faults.Injections;

/// <summary>
/// The machine of the database is lost while clients work, and with it the end of the record: an operator brings back what a backup has of
/// it, looks at what the service says is missing, and accepts that.
/// </summary>
internal sealed class Restoration(Arena arena, Setting setting, string folder, Findings findings) : IAsyncDisposable
{
    private const string Invariant = "a restore says what it lost";
    private const int FewestEntries = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Backups backups = new(setting.Checkout, Path.Combine(folder, "backup"));
    private int entriesAtBackup;

    /// <summary>What was lost; null while nothing has been.</summary>
    public Loss? Loss { get; private set; }

    /// <summary>Begins to receive what is written, and takes a base backup.</summary>
    public async Task Begin()
    {
        await backups.Follow(arena.Server.Folder, CancellationToken.None);
        await Task.Run(() => backups.Take(arena.Server.Folder));
        entriesAtBackup = (int)arena.Server.Database.Ask<long>("select count(*) from pcn.mt_events");
    }

    /// <summary>Does it; false when too little had been recorded to lose some of it.</summary>
    /// <param name="dice">How much is lost: from 0 to 1.</param>
    public async Task<bool> Perform(double dice)
    {
        await arena.Calm();
        await Task.WhenAll(arena.Instances.Select(i => i.Hold()));
        var (at, before) = (Stopwatch.GetTimestamp(), await Record.Read(arena.Server.Database));
        var signed = Signed();
        if (signed - entriesAtBackup < FewestEntries)
        {
            Release();
            return false;
        }

        await using (var connection = await arena.Server.Open())
        {
            using var patience = new CancellationTokenSource(Patience);
            await Backups.UntilReceived(connection, patience.Token);
        }

        await backups.StopFollowing();
        // Two to fifty of a hundred entries written since the backup.
        var lost = (int)((signed - entriesAtBackup) * (0.02 + (0.48 * dice)));
        var last = before.Events[signed - 1 - lost].At.UtcDateTime;
        var moment = last.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);
        await arena.Server.Replace(data => backups.Restore(data, moment));
        Loss = new(at, before, await Record.Read(arena.Server.Database));
        arena.Restores++;
        await AcceptWhatIsLost(signed - Loss.Kept.Events.Count);
        return true;
    }

    public ValueTask DisposeAsync() => backups.DisposeAsync();

    private async Task AcceptWhatIsLost(int lost)
    {
        Release();
        foreach (var instance in arena.Instances) await instance.UntilItAnswers(Patience);
        foreach (var instance in arena.Instances) await Look(instance, $"so that {lost} are lost");
        await Task.WhenAll(arena.Instances.Select(i => i.Hold()));
        var said = await Task.Run(
            () => backups.Accept(arena.Server.Folder, Path.Combine(folder, "keys"), setting.Service, "The machine was lost."));
        if (!said.Contains($"{lost} entries are no more", StringComparison.Ordinal)) findings.Add(Invariant, $"--accept says: {said}");
        Release();
        foreach (var instance in arena.Instances) await instance.UntilReady(Patience);
    }

    // Not ready, no write, and the number in both; reads go on.
    private async Task Look(Instance instance, string says)
    {
        using var token = await instance.Http.PostAsJsonAsync("/dev/token", new { email = Cast.Operator });
        var bearer = (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        await Ask(HttpMethod.Get, "/health/ready", null, HttpStatusCode.ServiceUnavailable, says);
        await Ask(
            HttpMethod.Put, $"/api/v1/organisations/{Cast.Lmc}", new { name = "ANOTHER", kind = "lmc" },
            HttpStatusCode.ServiceUnavailable, says);
        await Ask(HttpMethod.Get, $"/api/v1/organisations/{Cast.Lmc}", null, HttpStatusCode.OK, "FAULTS LMC");

        async Task Ask(HttpMethod method, string path, object? body, HttpStatusCode wanted, string words)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new("Bearer", bearer);
            using var answer = await instance.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode != wanted || !text.Contains(words, StringComparison.Ordinal))
                findings.Add(
                    Invariant,
                    $"{method} {path} of instance {instance.Number} is {(int)answer.StatusCode} and does not say '{words}': {text}");
        }
    }

    private void Release()
    {
        foreach (var instance in arena.Instances) instance.Release();
    }

    // How many entries the last checkpoint beside the keys covers.
    private int Signed() =>
        Directory.GetFiles(Path.Combine(folder, "keys"), "*.checkpoint") is [var file]
            ? int.Parse(File.ReadLines(file).ElementAt(1), CultureInfo.InvariantCulture)
            : 0;
}
