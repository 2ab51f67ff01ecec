using System.Security.Cryptography;
using PcnAgreements.Api.Access;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Epochs;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Facts;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// What the log is called, and which epoch of it this is. The name stands in every entry: it is given once and never changes.
/// </summary>
internal sealed class LogIdentity(LogSettings settings, ServiceFacts facts, LogEpochs epochs)
{
    private volatile EpochBegun? begun;
    private volatile Return? last;

    /// <summary>The log's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Which epoch this is, from one.</summary>
    public int Epoch => begun?.Epoch ?? 1;

    /// <summary>The event that began this epoch; null in the first.</summary>
    public EpochBegun? Begun => begun;

    /// <summary>The origin of this epoch's checkpoints.</summary>
    public string Origin => LogName.Origin(Name, Epoch);

    /// <summary>Finds out, and gives a log without a name its own.</summary>
    /// <exception cref="SettingException">The log has another name than the settings say.</exception>
    public async Task Learn(CancellationToken ct)
    {
        Name = await facts.Keep(
            "log_name", settings.Name ?? $"pcn-agreements/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}", ct);
        if (settings.Name is { } named && named != Name)
            throw new SettingException(
                $"Log__Name is '{named}', but the proof log of this database is called '{Name}': a log never changes its name.");
        await LearnEpoch(ct);
    }

    /// <summary>
    /// What is to be recorded in an aggregate before anything else is, because the record was put back since it last changed; null when
    /// nothing is.
    /// </summary>
    public RecordPutBack? PutBack(object state) =>
        last is { } back && state is Agreement { Version: > 0 } agreement
        && agreement.Epoch < back.Epoch && agreement.Drafted?.At < back.At
            ? new(back.Epoch, back.Lost, agreement.MayHaveGiven(back.Lost))
            : null;

    /// <summary>A state as decisions must see it: with that in mind.</summary>
    public object AsSeen(object state) => PutBack(state) is { Beyond: { } beyond } ? ((Agreement)state).GoingOnBeyond(beyond) : state;

    /// <summary>Finds out which epoch it is now.</summary>
    public async Task LearnEpoch(CancellationToken ct)
    {
        if (await epochs.Read(ct) is not [.., var (newest, at)]) return;
        var lost = SignedNote.TryParse(newest.Previous, out var note, out _) && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? Math.Max(0, checkpoint.Size - newest.Kept)
            : 0;
        (last, begun) = (new(newest.Epoch, lost, at), newest);
    }

    private sealed record Return(int Epoch, long Lost, DateTimeOffset At);
}
