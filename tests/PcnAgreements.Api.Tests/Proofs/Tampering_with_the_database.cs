using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Api.Tests.Processes;
using PcnAgreements.Proof.Notes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

/// <summary>The campaign; <c>ops/tamper</c> runs it at length, by the environment variables below.</summary>
public sealed class Tampering_with_the_database
{
    private const int CleanEvery = 50;

    private static readonly int Changes = Number("PCN_TAMPER_CHANGES", 300);
    private static readonly int Seed = Number("PCN_TAMPER_SEED", 1);
    private static readonly int Workers = Number("PCN_TAMPER_WORKERS", 1);

    [Fact]
    public async Task is_found_wherever_it_touches_what_the_last_cosigned_checkpoint_covers()
    {
        var began = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(Enumerable.Range(0, Workers).Select(n => Task.Run(() => Work(Seed + n, Changes / Workers))));
        var all = results.Aggregate(new Tally(), (sum, one) => sum.With(one));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {all.Changes} changes of a real database, {all.Covered} entries covered by the last cosigned checkpoint (seed {Seed}, {Workers} at work, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s):
              {all.Touching} touched what it covers: {all.Touching - all.Missed.Count} found, {all.Missed.Count} missed
              {all.After} touched only what came after, or what nothing is read from: {all.AfterFound} found all the same, the others said to be not covered
              {all.Clean} clean looks in between: {all.FalseAlarms.Count} reported
            """));
        all.Missed.ShouldBeEmpty();
        all.FalseAlarms.ShouldBeEmpty();
        all.Touching.ShouldBeGreaterThan(all.Changes / 3);
    }

    private static async Task<Tally> Work(int seed, int changes)
    {
        await using var witness = await Witnesses.Start();
        await using var host = await ApiHost.Start(witness.Setting);
        witness.Watch(Reader.KeysOf(host.Database));
        var reader = Reader.Of(host.Database, witness.PolicyLines);
        var situation = await host.An_agreement_in_force();
        SignedNote? held = null;
        await Wait.Until(async () =>
        {
            var (note, judgement) = reader.Judge((await situation.Editor.Get("/log/checkpoint")).Text);
            if (judgement.IsTrusted) held = note;
            return judgement.IsTrusted
                && judgement.Checkpoint!.Size == await host.Database.Ask<long>("select max(first_index + count) from pcn.log_range");
        });
        await witness.Stop();
        var later = await host.A_draft();
        (await later.Editor.Get($"/log/receipts/{await host.Database.Ask<long>("select max(first_index + count) - 1 from pcn.log_range")}"))
            .Is(200);
        var (identity, folder) = (host.Services.GetRequiredService<LogIdentity>(), host.Services.GetRequiredService<KeyFolder>());
        await host.Stop();
        await witness.Run();

        await using var campaign = await Campaign.Begin(
            host.Database.SuperuserConnectionString, identity, reader.Policy, held!, folder.For(identity.Origin), seed);
        var tally = new Tally { Covered = campaign.Covered };
        for (var n = 0; n < changes; n++)
        {
            tally.Note(await campaign.Try());
            if (n % CleanEvery == 0) tally.NoteClean(await campaign.Look());
        }

        return tally;
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private sealed class Tally
    {
        public long Covered { get; init; }

        public int Changes { get; private set; }

        public int Touching { get; private set; }

        public int After { get; private set; }

        public int AfterFound { get; private set; }

        public int Clean { get; private set; }

        public List<string> Missed { get; } = [];

        public List<string> FalseAlarms { get; } = [];

        public void Note(Attempt attempt)
        {
            Changes++;
            if (attempt.Touches)
            {
                Touching++;
                if (attempt.Finding.Problem is null) Missed.Add(attempt.What);
                return;
            }

            After++;
            if (attempt.Finding.Problem is not null) AfterFound++;
            else if (attempt.Finding.Covered < Covered) Missed.Add($"{attempt.What}: said to be covered up to {attempt.Finding.Covered}");
        }

        public void NoteClean(Proof.Exports.LogFinding finding)
        {
            Clean++;
            if (finding.Problem is { } problem) FalseAlarms.Add(problem);
        }

        public Tally With(Tally other)
        {
            var sum = new Tally
            {
                Covered = other.Covered, Changes = Changes + other.Changes, Touching = Touching + other.Touching,
                After = After + other.After,
                AfterFound = AfterFound + other.AfterFound, Clean = Clean + other.Clean,
            };
            sum.Missed.AddRange([.. Missed, .. other.Missed]);
            sum.FalseAlarms.AddRange([.. FalseAlarms, .. other.FalseAlarms]);
            return sum;
        }
    }
}
