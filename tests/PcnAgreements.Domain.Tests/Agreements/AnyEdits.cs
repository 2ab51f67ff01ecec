using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Tests.Agreements;

/// <summary>Arbitrary edits of an arbitrary text, each read off one number, so that a failing run shrinks to few and small ones.</summary>
public sealed record AnyEdits(ImmutableArray<int> Numbers)
{
    private static readonly Arbitrary<int[]> Plain = ArbMap.Default.ArbFor<int[]>();

    public static Arbitrary<AnyEdits> Arbitrary { get; } = Arb.From(
        Gen.Choose(0, 0xffffff).ArrayOf().Select(numbers => new AnyEdits([.. numbers])),
        edits => Plain.Shrinker([.. edits.Numbers]).Where(n => n.All(x => x >= 0)).Select(n => new AnyEdits([.. n])));

    /// <summary>The commands, each read off its number and the text as it is by then; refused ones change nothing.</summary>
    public Agreement On(Agreement agreement, Action<Agreement, AgreementCommand, Agreement>? each = null)
    {
        foreach (var number in Numbers)
        {
            var command = Command(agreement.Text, number);
            var decision = command.Decide(agreement, new(Network.Editor, Scenario.Moment, Nothing.Known));
            var after = decision.Events.Aggregate(
                agreement, (a, e) => a.Evolve(new(a.Version + 1, Scenario.Moment, Network.Editor, e.Event)));
            each?.Invoke(agreement, command, after);
            agreement = after;
        }

        return agreement;
    }

    public override string ToString() => string.Join(" ", Numbers);

    private static AgreementCommand Command(ClauseTree text, int number)
    {
        var (op, rest) = (number % 8, number / 8);
        var keys = text.All.Select(c => c.Key).ToList();
        ClauseKey? Pick(int by) => keys.Count == 0 || rest / by % (keys.Count + 1) is var at && at == keys.Count ? null : keys[at];
        var place = new Place(
            (rest & 1) == 0 ? Pick(3) : default(Given<ClauseKey?>), (rest & 2) == 0 ? Pick(101) : default(Given<ClauseKey?>));
        if (op < 3 || Pick(1) is not { } clause)
            return new AddClause(
                (rest & 4) == 0 ? null : $"H{rest}", $"Body {rest}", place, Schedule: rest % 11 == 0, Numbered: rest % 7 != 0);
        return op switch
        {
            3 or 4 => new MoveClause(clause, Network.Fresh, place),
            5 => new StrikeClause(clause, Network.Fresh),
            6 => new RestoreClause(clause, Network.Fresh),
            _ => new RewordClause(clause, Network.Fresh, null, $"Other {rest}"),
        };
    }
}

/// <summary>A directory in which nothing is on record.</summary>
internal sealed class Nothing : IDirectory
{
    public static Nothing Known { get; } = new();

    public Organisation? Organisation(OdsCode ods) => null;

    public Template? Template(TemplateId id) => null;

    public Agreement? Agreement(AgreementId id) => null;
}
