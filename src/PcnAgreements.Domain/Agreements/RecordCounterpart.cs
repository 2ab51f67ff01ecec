using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An editor of the convenor records a counterpart of the frozen text that was signed on paper.</summary>
/// <param name="Party">For whom it was signed.</param>
/// <param name="Signatory">Who signed: one of those the party names, or any of its signatories where it names none.</param>
/// <param name="SignedOn">The date on the paper.</param>
/// <param name="ScanHash">SHA-256 of the scan, lower-case hex.</param>
/// <param name="Evidence">Where the paper is, who witnessed it.</param>
public sealed record RecordCounterpart(OdsCode Party, PersonId Signatory, DateOnly SignedOn, string ScanHash, string Evidence)
    : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (SigningProgress.Of(agreement, Party) is not { } party) return agreement.NoParty(Party);
        var given = party.Signatures.FirstOrDefault(s => s.Signatory == Signatory);
        if (given?.Counterpart is { } same && same.SignedOn == SignedOn && same.ScanHash == ScanHash
            && agreement.Status is Status.Signing or Status.InForce)
            return Decision.Nothing;
        if (agreement.Round is not { } round || agreement.Status != Status.Signing)
            return agreement.Not("recording a counterpart", Status.Signing);
        if (given is not null) return new Refusal.WrongState($"That signatory has signed for {Party} in this round.");
        if (party.IsComplete) return new Refusal.WrongState($"{Party} has signed; it needs no further signature.");
        var problems = new Problems()
            .When(
                !MaySign(context, party), "/signatory",
                $"is not {(party.Party.Terms.Signatories.IsEmpty ? "authorised" : "named")} to sign for {Party}")
            .When(SignedOn > context.Today, "/signedOn", "lies in the future")
            .When(!TextHash.HasForm(ScanHash), "/scanHash", "must be a SHA-256 in 64 lower-case hexadecimal digits")
            .Add("/evidence", TextRules.Problem(Evidence, TextRules.Remark));
        if (problems.Refusal is { } invalid) return invalid;
        var recorded = new CounterpartRecorded(
            Party, round.Opened.Round, Signatory, party.CapacityOf(Signatory), SignedOn, ScanHash, Evidence,
            round.Opened.TextHash, round.Opened.SigningHash);
        return Decision.Of(recorded).WithComingIntoForce(agreement, context);
    }

    // Named signatories may sign on paper without an account here; where none is named, only who is authorised on record counts.
    private bool MaySign(Context context, PartySigning party) => party.Party.Terms.Signatories.IsEmpty
        ? context.Directory.Organisation(Party)?.Allows(Signatory, Authority.Signatory, context.Today) == true
        : party.MaySign(Signatory);
}
