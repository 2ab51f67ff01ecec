using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A signatory signs exactly the frozen text for a party: each of those it names, or any one where it names none. With the last signature
/// that is required the agreement is in force.
/// </summary>
/// <param name="TextHash">The hash of the text the signatory has read.</param>
/// <param name="Statement">The words of consent that were shown.</param>
/// <param name="Capacity">As what the signatory signs.</param>
public sealed record Sign(string TextHash, string Statement, string Capacity) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (SigningProgress.Of(agreement, context.For) is not { } party) return agreement.NoParty(context.For);
        if (context.Actor.Person is not { } person || !party.MaySign(person))
            return new Refusal.NotEntitled($"{context.For} has named who signs for it; you are not among them.");
        var given = party.Signatures.FirstOrDefault(s => s.Signatory == person);
        // Also once it is in force by this very signature: asking again is not an error.
        if (given is not null && given.TextHash == TextHash && agreement.Status is Status.Signing or Status.InForce)
            return Decision.Nothing;
        if (agreement.Round is not { } round || agreement.Status != Status.Signing) return agreement.Not("signing", Status.Signing);
        if (TextHash != round.Opened.TextHash)
            return new Refusal.TextChanged($"The text to be signed is {round.Opened.TextHash}; read it again before you sign.");
        if (party.IsComplete) return new Refusal.WrongState($"{context.For} has signed; it needs no further signature.");
        var problems = new Problems()
            .Add("/statement", TextRules.Problem(Statement, TextRules.Remark))
            .Add("/capacity", TextRules.LineProblem(Capacity));
        if (problems.Refusal is { } invalid) return invalid;
        var signed = new Signed(context.For, round.Opened.Round, TextHash, round.Opened.SigningHash, Statement, Capacity,
            context.Authentication);
        return Decision.Of(signed).WithComingIntoForce(agreement, context);
    }
}
