using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Views;

/// <summary>Who the caller is, for whom they may act, and how.</summary>
/// <param name="Id">Their opaque id on record; null when nobody has entered them.</param>
/// <param name="Email">Their address.</param>
/// <param name="Name">Their name on record, else as their token gives it.</param>
/// <param name="Operator">Whether they are an operator of the service.</param>
/// <param name="Organisations">The organisations they may act for today, by code.</param>
internal sealed record MeView(PersonId? Id, string Email, string? Name, bool Operator, IReadOnlyList<MeView.ActsFor> Organisations)
{
    /// <summary>What they may do for one organisation, and for how long.</summary>
    internal sealed record ActsFor(
        OdsCode Ods, string Name, OrganisationKind Kind, IReadOnlyList<Authority> Authorities, DateOnly? From, DateOnly? Until,
        string? Evidence);
}
