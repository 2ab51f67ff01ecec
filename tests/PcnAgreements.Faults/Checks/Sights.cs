using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Checks;

/// <summary>
/// Who may see an agreement and who may do what to it, by the contract's words and not by the service's: only where it held all the time
/// from one place of the log to another.
/// </summary>
internal sealed class Sights(Record record, Past past)
{
    private readonly DateOnly today = London.DayOf(record.ReadAt);

    /// <summary>Whether whoever asks could see all that the path names, all the time.</summary>
    public bool Sees(Operation operation, long from, long to)
    {
        if (record.PersonOf(operation.Person) is not { } person) return false;
        if (operation.Deed == Deed.Draft) return Holds(operation.Ods!, person, null, from, to);
        if (operation.About is { } about)
            return record.PersonOf(about) is { } who && Always(OrganisationOf(operation.Ods!), from, to,
                s => s is Organisation organisation && (operation.Deed == Deed.Authorise || organisation.People.ContainsKey(who)));
        if (past.AsOf(operation.Stream!, from) is not Agreement agreement) return false;
        // Clauses and ballots, once there, stay.
        if (operation.Clause is { } clause && agreement.Find(ClauseKey.Parse(clause)) is null) return false;
        if (operation.Ballot is { } ballot && agreement.Find(Ballot(ballot)) is null) return false;
        return Holds(agreement.Convenor.ToString(), person, null, from, to)
            || (agreement.FirstCirculated is not null
                && (agreement.Parties.Keys.Any(p => Holds(p.ToString(), person, null, from, to)) || Audits(agreement, person, from, to)));
    }

    /// <summary>Whether whoever asks was entitled to it, all the time.</summary>
    public bool May(Operation operation, long from, long to)
    {
        if (record.PersonOf(operation.Person) is not { } person) return false;
        var ods = operation.Ods!;
        if (operation.Deed == Deed.Draft) return Holds(ods, person, Authority.Editor, from, to);
        if (operation.Deed is Deed.Authorise or Deed.Revoke) return Holds(ods, person, Authority.Administrator, from, to);
        if (past.AsOf(operation.Stream!, from) is not Agreement agreement) return false;
        var isOut = agreement.FirstCirculated is not null;
        return operation.Deed switch
        {
            Deed.Read => Sees(operation, from, to),
            Deed.Note => isOut && Audits(agreement, person, from, to),
            Deed.Approve or Deed.Object or Deed.ApproveMany or Deed.Withdraw or Deed.Comment =>
                isOut && Holds(ods, person, Authority.Approver, from, to),
            Deed.Vote => isOut && Holds(ods, person, Authority.Voter, from, to),
            Deed.Sign or Deed.Decline => isOut && Holds(ods, person, Authority.Signatory, from, to),
            _ => Holds(agreement.Convenor.ToString(), person, Authority.Editor, from, to),
        };
    }

    /// <summary>Whether something was so of a stream's state all the time; not so where it had not begun.</summary>
    public bool Always(string stream, long from, long to, Func<object, bool> isSo) =>
        past.Between(stream, from, to).All(s => s is not null && isSo(s));

    public static BallotKey Ballot(string key) =>
        BallotKey.TryParse(key, out var ballot) ? ballot : throw new FormatException($"'{key}' is not a ballot key.");

    // Any authority, where none is named.
    private bool Holds(string ods, PersonId person, Authority? authority, long from, long to) =>
        Always(OrganisationOf(ods), from, to, s => s is Organisation organisation
            && (authority is { } one ? organisation.Allows(person, one, today) : !organisation.AuthoritiesOf(person, today).IsEmpty));

    private bool Audits(Agreement agreement, PersonId person, long from, long to) =>
        agreement.LmcAccess == LmcAccess.Full
        && agreement.Parties.Keys.Any(p => past.AsOf(OrganisationOf(p.ToString()), from) is Organisation party
            && party.BelongsTo(MembershipKind.Lmc, today).Any(l => Holds(l.ToString(), person, Authority.Auditor, from, to)));

    private static string OrganisationOf(string ods) => StreamId.Of(OdsCode.Parse(ods)).Value;
}
