using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Demo;

/// <summary>One command of the demo network, as somebody would send it: the host runs it through its ordinary command path.</summary>
/// <param name="Stream">The stream it is about.</param>
/// <param name="Email">Who sends it.</param>
/// <param name="Organisation">The organisation they act for; null for the operator.</param>
/// <param name="Authority">The authority they use there, as events name it.</param>
/// <param name="Rule">What it comes to, from the stream's state, the context, and the ids of the people it names by address.</param>
public sealed record DemoCall(
    StreamId Stream, string Email, OdsCode? Organisation, string Authority,
    Func<object, Context, IReadOnlyDictionary<string, PersonId>, Decision> Rule)
{
    /// <summary>The practice an editor records something for; null when the caller speaks for their own organisation.</summary>
    public OdsCode? OnBehalfOf { get; init; }

    /// <summary>Everybody it names by address, its sender included, with the name to enter for them; null: leave it as it is.</summary>
    public required IReadOnlyDictionary<string, string?> People { get; init; }

    /// <summary>The sender as the events will name them.</summary>
    public Actor Actor(IReadOnlyDictionary<string, PersonId> people) => new(people[Email], Organisation, Authority, OnBehalfOf);

    /// <summary>What it comes to.</summary>
    public Decision Decide(object state, DateTimeOffset now, IDirectory directory, IReadOnlyDictionary<string, PersonId> people) =>
        Rule(state, new(Actor(people), now, directory), people);
}
