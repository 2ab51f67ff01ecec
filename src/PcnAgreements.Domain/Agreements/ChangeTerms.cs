using PcnAgreements.Domain.Epochs;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>What an editor changes of an agreement outside its text: what is not given stays as it is.</summary>
/// <param name="IfVersion">The version the caller has read; null when it did not say.</param>
public sealed record ChangeTerms(EpochVersion? IfVersion = null) : AgreementCommand
{
    /// <summary>Another title.</summary>
    public Given<string?> Title { get; init; }

    /// <summary>The date it is to take effect, past ones too; null leaves it to the last signature.</summary>
    public Given<DateOnly?> EffectiveFrom { get; init; }

    /// <summary>When the review should be over; null: nobody says.</summary>
    public Given<DateTimeOffset?> ReviewBy { get; init; }

    /// <summary>When all should have signed; null: nobody says.</summary>
    public Given<DateTimeOffset?> SignBy { get; init; }

    /// <summary>Other rules, in drafting only; null for the ones an agreement has that says none.</summary>
    public Given<AgreementRules?> Rules { get; init; }

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (!agreement.TakesEdits) return agreement.Not("changing its terms", Status.Drafting, Status.InReview);
        if (Rules.Is && agreement.Status != Status.Drafting) return agreement.Not("changing its rules", Status.Drafting);
        if (agreement.Stale(IfVersion) is { } stale) return stale;
        var (rules, title) = (Rules.Or(agreement.Rules) ?? AgreementRules.Unanimous, Title.Or(agreement.Title));
        var problems = rules.Check(new(), "/rules")
            .Add("/title", TextRules.LineProblem(title))
            .When(IsOver(ReviewBy, agreement.ReviewBy, context), "/reviewBy", "has passed already")
            .When(IsOver(SignBy, agreement.SignBy, context), "/signBy", "has passed already");
        return problems.Refusal is { } invalid ? invalid : Decision.Of(Changes(agreement, title!, rules));
    }

    private static bool IsOver(Given<DateTimeOffset?> given, DateTimeOffset? present, Context context) =>
        given.Or(present) is { } deadline && deadline != present && deadline <= context.Now;

    private IEnumerable<DomainEvent> Changes(Agreement agreement, string title, AgreementRules rules)
    {
        if (title != agreement.Title) yield return new TitleChanged(title);
        if (rules != agreement.Rules) yield return new RulesChanged(rules);
        if (EffectiveFrom.Or(agreement.EffectiveFrom) is var from && from != agreement.EffectiveFrom)
            yield return new EffectiveDateChanged(from);
        if (ReviewBy.Or(agreement.ReviewBy) is var review && review != agreement.ReviewBy)
            yield return new DeadlineChanged(Deadline.ReviewBy, review);
        if (SignBy.Or(agreement.SignBy) is var sign && sign != agreement.SignBy) yield return new DeadlineChanged(Deadline.SignBy, sign);
    }
}
