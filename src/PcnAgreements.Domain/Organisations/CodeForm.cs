using System.Text.RegularExpressions;

namespace PcnAgreements.Domain.Organisations;

/// <summary>
/// The form that codes of each kind of organisation have; a local medical committee has no ODS code and gets a local one.
/// </summary>
public static partial class CodeForm
{
    /// <summary>What is wrong with a code for an organisation of a kind; null when it fits.</summary>
    public static string? Problem(OrganisationKind kind, OdsCode code)
    {
        var (form, words) = kind switch
        {
            OrganisationKind.Practice =>
                (Practice(), "a practice's code is one of the letters A-H, J-N, P and Y and five digits, as in A81001"),
            OrganisationKind.Pcn => (Pcn(), "a PCN's code is U and five digits, as in U12345"),
            OrganisationKind.Lmc => (Lmc(), "an LMC has no ODS code; its local one is LMC- and up to 30 letters, digits or hyphens"),
            OrganisationKind.Icb => (Icb(), "an ICB's code is Q and two letters or digits, as in QHM"),
            _ => (Other(), "the code has three to eight letters or digits"),
        };
        return form.IsMatch(code.ToString()) ? null : $"{code} does not fit: {words}";
    }

    /// <summary>What is wrong with a code for a body of a kind that organisations belong to; null when it fits.</summary>
    public static string? Problem(MembershipKind kind, OdsCode code) => Problem(KindOf(kind), code);

    /// <summary>What the bodies of a membership are.</summary>
    public static OrganisationKind KindOf(MembershipKind kind) => kind switch
    {
        MembershipKind.Pcn => OrganisationKind.Pcn,
        MembershipKind.Lmc => OrganisationKind.Lmc,
        _ => OrganisationKind.Icb,
    };

    [GeneratedRegex(@"\A[A-HJ-NPY][0-9]{5}\z")]
    private static partial Regex Practice();

    [GeneratedRegex(@"\AU[0-9]{5}\z")]
    private static partial Regex Pcn();

    [GeneratedRegex(@"\ALMC-[A-Z0-9-]{1,30}\z")]
    private static partial Regex Lmc();

    [GeneratedRegex(@"\AQ[A-Z0-9]{2}\z")]
    private static partial Regex Icb();

    [GeneratedRegex(@"\A[A-Z0-9]{3,8}\z")]
    private static partial Regex Other();
}
