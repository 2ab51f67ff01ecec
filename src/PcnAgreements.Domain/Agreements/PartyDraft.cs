using System.Collections.Immutable;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>A party as a request asks for it, before what is known of the organisation is written down with it.</summary>
/// <param name="Ods">Its code.</param>
/// <param name="Role">How it takes part.</param>
/// <param name="Votes">Whether it votes; null: a core party does, a partner does not.</param>
/// <param name="Signatories">Who must sign for it, each of them; none: any one signatory of the organisation.</param>
/// <param name="Waiver">Why a partnership's partners are not all named; null when nobody said.</param>
public sealed record PartyDraft(OdsCode Ods, PartyRole Role, bool? Votes, ImmutableArray<NamedSignatory> Signatories, string? Waiver = null)
{
    /// <summary>The most parties an agreement has.</summary>
    public const int Most = 100;

    /// <summary>Its terms, with the organisation's name and legal form as they are now.</summary>
    internal PartyTerms With(Organisation organisation) => new(
        Ods, organisation.Name, organisation.LegalForm, Role, Votes ?? Role == PartyRole.Core, Signatories, TextRules.Said(Waiver));

    /// <summary>What is wrong with what it says.</summary>
    internal Problems Check(Problems problems, Organisation organisation, string pointer = "")
    {
        problems
            .When(
                organisation.Kind == OrganisationKind.Lmc, pointer.Length == 0 ? "" : $"{pointer}/ods",
                $"{Ods} is a local medical committee: it advises and audits, and is no party")
            .Add($"{pointer}/waiver", TextRules.Problem(Waiver, TextRules.Remark, mayBeBlank: Waiver is null))
            .When(
                organisation.LegalForm == LegalForm.Partnership && Signatories.IsEmpty && Waiver is null, $"{pointer}/signatories",
                $"{Ods} is a partnership: name every partner who must sign, or give a waiver that says why not");
        for (var i = 0; i < Signatories.Length; i++)
        {
            problems
                .Add($"{pointer}/signatories/{i}/capacity", TextRules.LineProblem(Signatories[i].Capacity))
                .When(
                    Signatories.Take(i).Any(s => s.Person == Signatories[i].Person), $"{pointer}/signatories/{i}/email", "is named twice");
        }

        return problems;
    }
}
