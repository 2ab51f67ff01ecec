using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>What a commissioner is shown: who has signed, when, and which text by its hash; never the text, and nobody's name.</summary>
internal sealed record ConfirmationView(
    AgreementId Agreement, string Title, AgreementKind Kind, Status Status, ConvenorView Convenor, bool AllSigned,
    IReadOnlyList<ConfirmedParty> Parties,
    string TextHash, string SigningHash, DateTimeOffset InForceAt, DateOnly EffectiveFrom, AgreementId? VariationOf, EndView? End)
{
    public static Answer Of(Shown shown)
    {
        var a = shown.Agreement;
        return Confirmation.Of(a) is { } c
            ? Answer.Of(new ConfirmationView(
                c.Agreement, c.Title, c.Kind, a.Status, new(c.Convenor, a.ConvenorName), true, c.Parties, c.TextHash, c.SigningHash,
                c.InForceAt,
                c.EffectiveFrom, c.VariationOf, EndView.Of(a)))
            : Problem.WrongState(
                $"The agreement is {Words.Of(a.Status).ToLowerInvariant()}: there is a confirmation once every required signature is there.");
    }
}
