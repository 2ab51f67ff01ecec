using System.Net;
using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Proof.Tests.Foreign;
using PcnAgreements.Witness;

namespace PcnAgreements.Proof.Tests.Witnesses;

public sealed class Witnessing_a_log : IAsyncLifetime
{
    private static readonly SignedLog Log = new(40);
    private static readonly SigningKey Key = SigningKey.Make("lmc.example/witness", KeyType.Cosignature);
    private readonly string folder = Directory.CreateTempSubdirectory("pcn-witness-").FullName;
    private readonly HttpClient http = new();
    private Memory? memory;
    private Microsoft.AspNetCore.Builder.WebApplication? server;

    [Fact]
    public async Task cosigns_what_follows_and_keeps_it_over_a_restart()
    {
        (await Send(0, 7)).Status.ShouldBe(HttpStatusCode.OK);
        await Restart();
        var (status, body, _) = await Send(7, 31);
        status.ShouldBe(HttpStatusCode.OK);
        AddCheckpoint.TryParseAnswer(body, out var lines).ShouldBeTrue();
        Key.Verifier.Verifies(Log.CheckpointAt(31).Text, lines.ShouldHaveSingleItem()).ShouldBeTrue();
        VerifierKey.TimeOf(lines[0]).ShouldNotBe(0);

        var kept = await http.GetStringAsync($"{server!.Urls.First()}/{Memory.NameOf(SignedLog.Origin)}/checkpoint", Ct);
        SignedNote.TryParse(kept, out var note, out _).ShouldBeTrue();
        note.Text.ShouldBe(Log.CheckpointAt(31).Text);
        note.Signatures.Count.ShouldBe(3);
    }

    [Fact]
    public async Task cosigns_the_same_again_with_a_new_time()
    {
        await Send(0, 12);
        (await Send(12, 12)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task tells_who_names_another_size_the_one_it_saw()
    {
        await Send(0, 12);
        var (status, body, type) = await Send(7, 31);
        status.ShouldBe(HttpStatusCode.Conflict);
        body.ShouldBe("12\n");
        type.ShouldBe("text/x.tlog.size");
        (await Send(0, 31)).Body.ShouldBe("12\n");
    }

    [Fact]
    public async Task refuses_a_fork_and_remembers_what_it_had()
    {
        await Send(0, 12);
        var fork = new SignedLog(40);
        var other = new Checkpoint(SignedLog.Origin, 31, fork.RootAt(30)).Sign(Log.Keys);
        (await Post(new AddCheckpoint(12, ConsistencyProof.Make(12, 31, Log.Tree.Read), other).ToString())).Status
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        var same = new Checkpoint(SignedLog.Origin, 12, Log.RootAt(11)).Sign(Log.Keys);
        (await Post(new AddCheckpoint(12, [], same).ToString())).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Post(new AddCheckpoint(12, [], Log.CheckpointAt(31)).ToString())).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(12, 31)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task refuses_a_proof_from_nothing_and_an_empty_tree_with_a_root()
    {
        var proven = new AddCheckpoint(0, [Log.Leaves[0]], Log.CheckpointAt(3));
        (await Post(proven.ToString())).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var empty = new Checkpoint(SignedLog.Origin, 0, Log.Leaves[0]).Sign(Log.Keys);
        (await Post(new AddCheckpoint(0, [], empty).ToString())).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task does_not_listen_to_strangers()
    {
        var stranger = new Checkpoint(SignedLog.Origin, 3, Log.RootAt(3)).Sign(KeyFile.MakeLogKeys(SignedLog.Origin));
        (await Post(new AddCheckpoint(0, [], stranger).ToString())).Status.ShouldBe(HttpStatusCode.Forbidden);
        var elsewhere = new Checkpoint("elsewhere.example", 3, Log.RootAt(3)).Sign(KeyFile.MakeLogKeys("elsewhere.example"));
        (await Post(new AddCheckpoint(0, [], elsewhere).ToString())).Status.ShouldBe(HttpStatusCode.NotFound);
        var spoilt = Log.CheckpointAt(3);
        var signature = spoilt.Signatures[1].Signature.ToArray();
        signature[9] ^= 1;
        spoilt = spoilt.With(spoilt.Signatures[1] with { Signature = signature });
        (await Post(new AddCheckpoint(0, [], spoilt).ToString())).Status.ShouldBe(HttpStatusCode.Forbidden);
        var kept = await http.GetAsync($"{server!.Urls.First()}/{Memory.NameOf(SignedLog.Origin)}/checkpoint", Ct);
        kept.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 5")]
    [InlineData("old 05\n\nx\n")]
    [InlineData("new 5\n\nx\n")]
    public async Task takes_only_what_is_a_request(string body) => (await Post(body)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task refuses_an_old_size_beyond_the_new() => (await Post(new AddCheckpoint(9, [], Log.CheckpointAt(3)).ToString())).Status
        .ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task cosigns_one_of_many_that_race_from_the_same_size()
    {
        await Send(0, 5);
        var answers = await Task.WhenAll(Enumerable.Range(6, 20).Select(size => Send(5, size)));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.Conflict).ShouldBe(19);
    }

    [Fact]
    public void works_alone_in_its_folder() => Should.Throw<IOException>(() => new Memory(folder));

    [Fact]
    public async Task does_not_go_on_when_its_memory_is_damaged()
    {
        await Send(0, 5);
        var file = Path.Combine(folder, $"{Memory.NameOf(SignedLog.Origin)}.checkpoint");
        await File.WriteAllTextAsync(file, "nothing\n", Ct);
        (await Send(0, 7)).Status.ShouldBe(HttpStatusCode.InternalServerError);
    }

    public async ValueTask InitializeAsync() => await Restart();

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        memory!.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task Restart()
    {
        if (server is not null) await server.DisposeAsync();
        memory?.Dispose();
        memory = new(folder);
        VerifierKey[] known = [Log.Ecdsa, Log.Ed25519];
        server = WitnessServer.Build(new(known, Key, memory, TimeProvider.System), memory, "http://127.0.0.1:0");
        await server.StartAsync(Ct);
    }

    private Task<(HttpStatusCode Status, string Body, string? Type)> Send(int from, int to) =>
        Post(new AddCheckpoint(from, ConsistencyProof.Make(from, to, Log.Tree.Read), Log.CheckpointAt(to)).ToString());

    private async Task<(HttpStatusCode Status, string Body, string? Type)> Post(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var answer = await http.PostAsync($"{server!.Urls.First()}/add-checkpoint", content, Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer.Content.Headers.ContentType?.ToString());
    }
}
