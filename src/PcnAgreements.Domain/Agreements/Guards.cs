using System.Text.RegularExpressions;
using PcnAgreements.Domain.Epochs;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Refusals that many rules share, so that they are worded once.</summary>
public static class Guards
{
    /// <summary>
    /// The agreement is not in a state that allows what was asked: names the state, what would allow it, and the step that leads there.
    /// </summary>
    public static Refusal.WrongState Not(this Agreement agreement, string what, params ReadOnlySpan<Status> allowed)
    {
        var states = allowed.ToArray();
        return new($"The agreement is {Name(agreement.Status)}; {what} is possible while it is {string.Join(" or ", states.Select(Name))}."
            + Step(agreement.Status, states));
    }

    private static string Step(Status from, Status[] to) => from switch
    {
        Status.Drafting when to.Contains(Status.InReview) => " Circulating it takes it there.",
        Status.InReview when to.Contains(Status.Drafting) => " A recall takes it back there.",
        Status.InReview when to.Contains(Status.Signing) => " Opening signing takes it there.",
        Status.Signing when to.Contains(Status.InReview) => " A recall takes it back to review.",
        Status.InForce when to.Contains(Status.Drafting) => " What is in force is changed by a variation of it.",
        _ => "",
    };

    /// <summary>There is no such clause.</summary>
    public static Refusal.NotFound No(this Agreement agreement, ClauseKey clause) =>
        new($"There is no clause {clause} in agreement {agreement.Id}.");

    /// <summary>There is no such ballot.</summary>
    public static Refusal.NotFound No(this Agreement agreement, BallotKey ballot) =>
        new($"There is no ballot {ballot} in agreement {agreement.Id}.");

    /// <summary>There is no such comment, or none that the caller may see.</summary>
    public static Refusal.NotFound No(this Agreement agreement, CommentKey comment) =>
        new($"There is no comment {comment} in agreement {agreement.Id}.");

    /// <summary>There is no such amendment.</summary>
    public static Refusal.NotFound No(this Agreement agreement, AmendmentKey amendment) =>
        new($"There is no amendment {amendment} in agreement {agreement.Id}.");

    /// <summary>There is no such party.</summary>
    public static Refusal.NotFound NoParty(this Agreement agreement, OdsCode ods) =>
        new($"{ods} is not a party to agreement {agreement.Id}.");

    /// <summary>There is no such organisation.</summary>
    public static Refusal.NotFound NotRegistered(OdsCode ods) => new($"{ods} is not registered.");

    /// <summary>Nothing is asked or answered about it any more.</summary>
    internal static Refusal.WrongState NotDiscussed(this Agreement agreement) =>
        agreement.Not("commenting", Status.Drafting, Status.InReview, Status.Signing);

    /// <summary>What a decision's events would make of an agreement, for what follows from them at once.</summary>
    internal static Agreement Ahead(this Agreement agreement, Context context, params IEnumerable<DomainEvent> events) =>
        events.Aggregate(agreement, (a, e) => a.Evolve(new(a.Version + 1, context.Now, context.Actor, e)));

    /// <summary>The name of a state as the contract writes it.</summary>
    public static string Name(Status status) => status switch
    {
        Status.InReview => "in_review",
        Status.InForce => "in_force",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>What is wrong with how a practice's word was come by.</summary>
    public static Problems Check(this OnBehalf onBehalf, Problems problems) => problems
        .Add("/onBehalf/how", TextRules.Problem(onBehalf.How, TextRules.Line))
        .Add("/onBehalf/evidence", TextRules.Problem(onBehalf.Evidence, TextRules.Remark));

    /// <summary>
    /// The refusal of a change to an agreement that is no longer at the version the caller has read; null when it is, or nobody said.
    /// </summary>
    internal static Refusal.PreconditionFailed? Stale(this Agreement agreement, EpochVersion? ifVersion) =>
        ifVersion is null || ifVersion == agreement.Present
        ? null
        : new(null, $"The agreement has changed since you read it: it is now at version {agreement.Version}.");

    /// <summary>Every ballot that is open, called off.</summary>
    internal static IEnumerable<DomainEvent> CallOffBallots(this Agreement agreement, string reason) =>
        agreement.Ballots.Where(b => b.Status == BallotStatus.Open).Select(b => new BallotCancelled(b.Key, reason));

    /// <summary>What is wrong with a clause's new words.</summary>
    /// <param name="problems">To be added to.</param>
    /// <param name="agreement">The agreement they are for.</param>
    /// <param name="heading">The heading as it was sent.</param>
    /// <param name="body">The body as it was sent.</param>
    /// <param name="replaced">The bytes of the words they take the place of.</param>
    internal static Problems Wording(this Problems problems, Agreement agreement, string? heading, string body, long replaced = 0)
    {
        problems
            .Add("/heading", TextRules.HeadingProblem(heading))
            .Add("/body", TextRules.BodyProblem(body));
        if (problems.Any) return problems;
        var bytes = agreement.Text.Bytes - replaced + Text.Wording.Of(heading, body).Bytes;
        return problems.When(bytes > TextRules.Agreement, "/body", TextRules.TooMuchText);
    }

    /// <summary>
    /// The refusal of an edit whose <c>If-Match</c> does not fit the clause; null when it fits. A tag fits when its edit part does, so
    /// that the clause's own edit tag and the ETag header of a clause, which has <c>-v42</c> before the closing quote, do equally.
    /// </summary>
    public static Refusal.PreconditionFailed? Stale(this Clause clause, EditTags ifMatch) => ifMatch.Match(clause)
        ? null
        : new(clause.Key, $"Clause {clause.Key} has changed since you read it: read it again.");
}

/// <summary>The edit tag of a clause: changes only with its wording, its place and its being struck out.</summary>
public static class EditTag
{
    /// <summary>The tag, quotes included.</summary>
    public static string Of(Clause clause) => $"\"{clause.Key}-e{clause.Edit}\"";

    /// <summary>The clause's ETag header: the edit tag with the agreement's version before the closing quote.</summary>
    public static string WithVersion(Clause clause, EpochVersion version) => $"\"{clause.Key}-e{clause.Edit}-v{version}\"";
}

/// <summary>The edit tags a caller says may be replaced: what <c>If-Match</c> held.</summary>
/// <param name="Any">Whether it was <c>*</c>.</param>
/// <param name="Tags">The tags with their quotes, version parts cut off.</param>
public sealed partial record EditTags(bool Any, IReadOnlyList<string> Tags)
{
    /// <summary>Reads a strong <c>If-Match</c> header value; null when it is not one. Weak tags never match (RFC 9110, 13.1.1).</summary>
    public static EditTags? TryParse(string header)
    {
        if (header.Trim() == "*") return new(true, []);
        if (!List().IsMatch(header)) return null;
        return new(false, [.. Tag().Matches(header).Where(m => !m.Value.StartsWith('W')).Select(m => Version().Replace(m.Value, "\""))]);
    }

    /// <summary>Whether a clause bears one of the tags.</summary>
    public bool Match(Clause clause) => Any || Tags.Contains(EditTag.Of(clause));

    [GeneratedRegex("""\A\s*(?:W/)?"[^"]*"(?:\s*,\s*(?:W/)?"[^"]*")*\s*\z""")]
    private static partial Regex List();

    [GeneratedRegex("""(?:W/)?"[^"]*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tag();

    [GeneratedRegex("""-v[0-9]+(\.[0-9]+)?"\z""")]
    private static partial Regex Version();
}
