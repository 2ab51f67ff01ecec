using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Receipts;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

public sealed class Proving_an_entry(ApiHost host)
{
    [Fact]
    public async Task is_done_by_one_file_that_the_verifier_takes()
    {
        var situation = await host.An_agreement_in_review();
        var said = (await situation.Say(0, "c1")).Is(200);
        var (index, reader) = (said.LogIndex!.Value, Reader.Of(host.Database));

        var answer = (await situation.Network.Manager(0).Get($"/log/receipts/{index}")).Is(200);

        answer.MediaType.ShouldBe("text/plain");
        answer.FileName.ShouldBe($"receipt-{index}.tlog-proof");
        Receipt.TryParse(answer.Text, out var receipt, out var problem).ShouldBeTrue(problem);
        receipt!.Check(reader.Policy, out var entry, out var judgement).ShouldBeNull();
        judgement.SignedBy.Count.ShouldBe(2, "ECDSA and Ed25519");
        entry!.Type.ShouldBe("clause_approved");
        entry.Organisation.ShouldBe($"{situation.Network.Practices[0]}");
        entry.Text.ShouldBe((await situation.Editor.Get($"{situation.Path}/clauses/c1"))["hash"].GetValue<string>());
        var (exit, words) = await reader.Verify("receipt", answer.Bytes);
        exit.ShouldBe(0, words);
        words.ShouldContain("clause_approved");
    }

    [Fact]
    public async Task can_be_worked_out_from_the_entry_the_proof_and_the_checkpoint()
    {
        var situation = await host.An_agreement_in_review();
        var index = (await situation.Say(1, "c2", "object", "Weekly, please.")).Is(200).LogIndex!.Value;
        await situation.Editor.Get($"/log/receipts/{index}");
        var (_, judgement) = Reader.Of(host.Database).Judge((await situation.Editor.Get("/log/checkpoint")).Is(200).Text);
        var checkpoint = judgement.Checkpoint.ShouldNotBeNull(judgement.Problem);

        var shown = (await situation.Editor.Get($"/log/entries/{index}")).Is(200);
        var proof = (await situation.Editor.Get($"/log/proofs/inclusion?index={index}&size={checkpoint.Size}")).Is(200);

        CanonicalJson.TryWrite(System.Text.Encoding.UTF8.GetBytes(shown["entry"].ToJsonString()), out var bytes).ShouldBeTrue();
        var leaf = TreeHash.OfLeaf(bytes);
        shown["leafHash"].GetValue<string>().ShouldBe($"{leaf}");
        shown["data"]["reason"]!.GetValue<string>().ShouldBe("Weekly, please.");
        InclusionProof.Verifies(index, checkpoint.Size, leaf, Hashes(proof), checkpoint.Root).ShouldBeTrue();
        proof["rootHash"].GetValue<string>().ShouldBe($"{checkpoint.Root}");

        var earlier = checkpoint.Size / 2;
        var consistency = (await situation.Editor.Get($"/log/proofs/consistency?from={earlier}&to={checkpoint.Size}")).Is(200);
        TreeHash.TryParse(consistency["fromRoot"].GetValue<string>(), out var fromRoot).ShouldBeTrue();
        ConsistencyProof.Verifies(earlier, checkpoint.Size, fromRoot, checkpoint.Root, Hashes(consistency)).ShouldBeTrue();
    }

    [Fact]
    public async Task shows_the_leaf_hash_alone_to_who_may_not_read_what_it_is_about()
    {
        var situation = await host.An_agreement_in_review("status");
        var network = situation.Network;
        var index = (await situation.Say(0, "c1")).Is(200).LogIndex!.Value;
        var leaf = (await situation.Editor.Get($"/log/entries/{index}")).Is(200)["leafHash"].GetValue<string>();
        foreach (var other in new[] { network.Stranger, network.Auditor, network.Commissioner, host.Operator })
        {
            var shown = (await other.Get($"/log/entries/{index}")).Is(200);
            shown["leafHash"].GetValue<string>().ShouldBe(leaf);
            shown.Json["entry"].ShouldBeNull();
            shown.Json["data"].ShouldBeNull();
            (await other.Get($"/log/receipts/{index}")).Is(403, "not-entitled");
        }

        var people = await IndexOf($"organisation-{network.Practices[0]}", 2);
        (await network.Manager(0).Get($"/log/entries/{people}")).Is(200)["entry"]["stream"]!.GetValue<string>()
            .ShouldBe($"organisation-{network.Practices[0]}");
        (await network.Auditor.Get($"/log/entries/{people}")).Is(200).Json["entry"].ShouldNotBeNull();
        (await network.Manager(1).Get($"/log/entries/{people}")).Is(200).Json["entry"].ShouldBeNull();
    }

    [Fact]
    public async Task withholds_the_words_of_an_internal_comment_and_still_proves_them()
    {
        var situation = await host.An_agreement_in_review();
        var network = situation.Network;
        var comment =
            (await network.Manager(0)
                .Post($"{situation.Path}/clauses/c1/comments", new { body = "Between ourselves.", visibility = "internal" })).Is(201);
        var index = comment.LogIndex!.Value;

        var own = (await network.Manager(0).Get($"/log/entries/{index}")).Is(200);
        own["data"]["body"]!.GetValue<string>().ShouldBe("Between ourselves.");
        var theirs = (await network.Manager(1).Get($"/log/entries/{index}")).Is(200);
        theirs["entry"].ToJsonString().ShouldBe(own["entry"].ToJsonString());
        theirs.Json["data"].ShouldBeNull();
    }

    [Fact]
    public async Task still_works_for_what_somebody_did_who_was_erased()
    {
        var situation = await host.An_agreement_in_review();
        var manager = situation.Network.Manager(0);
        var index = (await situation.Say(0, "c1")).Is(200).LogIndex!.Value;
        var before = (await situation.Editor.Get($"/log/receipts/{index}")).Is(200);
        (await host.Operator.Post($"/people/{manager.Email}/erase", new { reason = "Asked for" })).Is(200);

        var after = (await situation.Editor.Get($"/log/receipts/{index}")).Is(200);

        Receipt.TryParse(before.Text, out var old, out _).ShouldBeTrue();
        Receipt.TryParse(after.Text, out var now, out _).ShouldBeTrue();
        now!.EntryBytes.ToArray().ShouldBe(old!.EntryBytes.ToArray());
        foreach (var receipt in new[] { old, now }) receipt.Check(Reader.Of(host.Database).Policy, out _, out _).ShouldBeNull();
        after.Text.ShouldNotContain(manager.Email);
    }

    [Fact]
    public async Task says_what_is_wrong_with_the_question()
    {
        var editor = (await host.A_draft()).Editor;
        await editor.Get("/log/receipts/0");
        (await editor.Get("/log/entries/999999999")).Is(404, "not-found");
        (await editor.Get("/log/receipts/999999999")).Is(404, "not-found");
        foreach (var bad in new[] { "-1", "x", "01", "1.5", "99999999999999999999" })
            (await editor.Get($"/log/entries/{bad}")).Is(404, "not-found");
        (await editor.Get("/log/proofs/inclusion")).Is(400, "malformed");
        (await editor.Get("/log/proofs/inclusion?index=x")).Is(400, "malformed");
        (await editor.Get("/log/proofs/inclusion?index=0&size=999999999")).Is(422, "invalid");
        (await editor.Get("/log/proofs/inclusion?index=1&size=1")).Is(422, "invalid");
        (await editor.Get("/log/proofs/consistency")).Is(400, "malformed");
        (await editor.Get("/log/proofs/consistency?from=2&to=1")).Is(422, "invalid");
        (await editor.Get("/log/export")).Is(403, "not-entitled");
        (await host.Nobody().Get("/log/checkpoint")).Is(401, "unauthenticated");
        (await editor.Get("/log/checkpoint", ("Accept", "image/png"))).Is(406, "not-acceptable");
    }

    private static List<TreeHash> Hashes(Reply proof) =>
    [
        .. proof["hashes"].AsArray().Select(h => TreeHash.TryParse(h!.GetValue<string>(), out var hash) ? hash : default)
    ];

    private Task<long> IndexOf(string stream, long version) => host.Database.Ask<long>(
        $"select i.index from pcn.log_index i join pcn.mt_events e on e.seq_id = i.position where e.stream_id = '{stream}' and e.version = {version}");
}
