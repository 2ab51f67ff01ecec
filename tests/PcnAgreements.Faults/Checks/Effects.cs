using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>
/// What was acknowledged is so, in what the events up to the answer's version come to: also where nothing needed to be recorded, because it
/// was so already, and where no words are recorded by which its event could be told.
/// </summary>
internal static class Effects
{
    public static void Check(IReadOnlyList<Told> told, Record record, Past past, Findings findings)
    {
        foreach (var one in told)
        {
            if (one.Acknowledged is not { } answer || Claim(one.Operation, record) is not { } claim) continue;
            if (past.At(one.Stream, answer.Version) is not { } state)
                findings.Add("acknowledged is so", $"{Name(one)} was acknowledged at version {answer.Version}, which is not there");
            else if (!claim(state))
                findings.Add("acknowledged is so", $"{Name(one)} was acknowledged at version {answer.Version}, and is not so there");
        }
    }

    // What must hold once it has been acknowledged; null where its events say enough.
    private static Func<object, bool>? Claim(Operation operation, Record record)
    {
        var person = record.PersonOf(operation.About ?? operation.Person);
        return operation.Deed switch
        {
            Deed.Sign => state => state is Agreement agreement && HasSigned(agreement, operation, person),
            Deed.Withdraw => state => state is Agreement agreement
                && agreement.StanceOf(ClauseKey.Parse(operation.Clause!), OdsCode.Parse(operation.Ods!)) is null,
            Deed.OpenSigning => state => state is Agreement { Status: Status.Signing },
            Deed.Revoke => state => state is Organisation organisation && person is { } who
                && organisation.People.GetValueOrDefault(who) is { RevokedAt: not null },
            Deed.Authorise => state => state is Organisation organisation && person is { } who
                && organisation.People.GetValueOrDefault(who) is { RevokedAt: null, Authorities.IsEmpty: false },
            _ => null,
        };
    }

    private static bool HasSigned(Agreement agreement, Operation operation, PersonId? person) =>
        SigningProgress.Of(agreement, OdsCode.Parse(operation.Ods!)) is { } party
        && party.Signatures.Any(s => s.Signatory == person && s.TextHash == operation.Signs);

    private static string Name(Told one) => $"{one.Operation.Deed} {one.Operation.Mark}";
}
