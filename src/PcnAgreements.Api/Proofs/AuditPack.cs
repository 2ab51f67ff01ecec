using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Proof.Packs;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Tree;
using static System.FormattableString;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// Answers with the audit pack of an agreement (FORMAT.md, "Audit pack"), for whoever may read all of it. Events are read twice, a part at
/// a time: once for what they come to, once with their proofs; the zip is made in a file that goes with the answer, so that a fault is a
/// problem and not half a zip. What was said within one organisation is left out for everybody, since a pack is made to be handed on; its
/// hash stays.
/// </summary>
internal sealed class AuditPack(
    ReadEndpoint reads, LogTree tree, PackEvents events, ServedCheckpoints served, PeopleOnRecord people, Commitments commitments,
    LogStanding standing) : IDisposable
{
    private const int AtOnce = 200;
    private const int MostAtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceForAPlace = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim places = new(MostAtOnce, MostAtOnce);

    /// <summary>What it is sent as.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["application/zip"];

    /// <summary>Answers one request.</summary>
    public async Task Handle(HttpContext http)
    {
        var (shown, problem) = await reads.Find(http, SightLevel.Full, hasPast: false);
        if (problem is not null)
        {
            await problem.Write(http);
            return;
        }

        if (await ReadEndpoint.Choose(http, Forms) is not { } form) return;
        var ct = http.RequestAborted;
        await using var file = NewFile();
        if (await MakeInTurn(shown!.Agreement, file, ct) is { } unavailable)
        {
            await unavailable.Write(http);
            return;
        }

        http.Response.ContentType = form;
        http.Response.ContentLength = file.Length;
        http.Response.Headers.ContentDisposition = new Download(
            form, Download.NameOf(shown.Agreement.Title, "-audit-pack.zip"), _ => { }).Disposition;
        file.Position = 0;
        await file.CopyToAsync(http.Response.Body, ct);
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    // For this process alone: it holds what only its reader may see.
    private static FileStream NewFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"pcn-pack-{Guid.NewGuid():N}"), options);
    }

    // A place is held while the pack is made, not while it is sent: whoever reads slowly keeps nobody waiting.
    private async Task<Problem?> MakeInTurn(Agreement now, Stream file, CancellationToken ct)
    {
        if (!await places.WaitAsync(PatienceForAPlace, ct)) return Problem.Unavailable("Other audit packs are being made.");
        try
        {
            return await Make(now, file, ct);
        }
        catch (LogDamagedException damaged)
        {
            standing.Break(damaged.Message);
            return Problem.NotSound(damaged.Message);
        }
        catch (StrayEventException stray)
        {
            standing.Note("events", stray.Message);
            return Problem.NotSound(stray.Message);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Problem?> Make(Agreement now, Stream file, CancellationToken ct)
    {
        var stream = StreamId.Of(now.Id).Value;
        var story = await Tell(now, stream, ct);
        // Whom the events name, and not whoever's id somebody has written into their words.
        var named = await People(story.Agreement.People, ct);
        var erasures = await events.Erasures(named.Where(p => p.Email is null), ct);
        var last = erasures.Select(e => e.Index ?? -1).Append(story.LastIndex).Max();
        if (await served.Covering(last, Patience, ct) is not { } covering)
            return standing.Broken is { } broken
                ? Problem.NotSound(broken)
                : Problem.Unavailable("No checkpoint covers the agreement's last event, or the erasure of somebody in it, yet.");
        var pack = new Pack(
            stream, [], named, Domain.Text.CanonicalJson.Write(RecordJson.Of(story.Agreement)),
            Domain.Text.CanonicalJson.Write(AgreedTexts.Clauses(story.Agreement)),
            story.Texts.Texts.ToDictionary(t => t.Key, t => (ReadOnlyMemory<byte>)Domain.Text.CanonicalJson.Write(t.Value)), covering.Note);
        await PackFile.Write(pack, events.Read(story.Agreement, erasures, covering, ct), file, ct);
        return null;
    }

    private async Task<Story> Tell(Agreement now, string stream, CancellationToken ct)
    {
        var (agreement, texts, last) = (new Agreement { Id = now.Id }, new AgreedTexts(), -1L);
        while (agreement.Version < now.Version)
        {
            var rows = (await tree.ReadRows(stream, agreement.Version, AtOnce, ct)).TakeWhile(r => r.Version <= now.Version).ToList();
            foreach (var row in rows)
            {
                if (row.Damage is { } damage)
                    throw new LogDamagedException(
                        Invariant($"The event at position {row.Position} is not as it was recorded: {damage}."));
                var happened = EventJson.Read(row.Type, row.Data);
                agreement = agreement.Evolve(new(row.Version, row.At, row.Actor, happened));
                texts.Note(agreement, happened);
                last = row.Index ?? throw new StrayEventException(row.Position);
            }

            if (rows.Count == 0)
                throw new LogDamagedException(
                    Invariant($"Events of {stream} after version {agreement.Version} are gone from the database."));
        }

        return new(agreement, texts, last);
    }

    private async Task<List<PackedPerson>> People(IReadOnlyCollection<PersonId> named, CancellationToken ct)
    {
        var (known, committed) = (await people.Find(named, ct), await commitments.Find(named, ct));
        return [.. committed.Values.OrderBy(c => c.Person.ToString(), StringComparer.Ordinal).Select(c =>
            c.Salt is { } salt && known.GetValueOrDefault(c.Person) is { Email: { } email } person
                ? new PackedPerson($"{c.Person}", c.Value, email, person.Name, Convert.ToHexStringLower(salt))
                : new($"{c.Person}", c.Value, null, null, null))];
    }

    private sealed record Story(Agreement Agreement, AgreedTexts Texts, long LastIndex);
}
