using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Agreements;

/// <summary>Why a command is not carried out: a closed list of kinds. Only HTTP knows their numbers.</summary>
/// <param name="Detail">What is wrong, and what would help, in a sentence for a practice manager.</param>
public abstract record Refusal(string Detail)
{
    /// <summary>There is no such thing here.</summary>
    public sealed record NotFound(string Detail) : Refusal(Detail);

    /// <summary>The caller may see it but may not do it.</summary>
    public sealed record NotEntitled(string Detail) : Refusal(Detail);

    /// <summary>The agreement, ballot, clause or template is not in a state that allows this.</summary>
    public sealed record WrongState(string Detail) : Refusal(Detail)
    {
        /// <summary>What is still missing before signing can open; empty for every other refusal.</summary>
        public ImmutableArray<Unmet> Unmet { get; init; } = [];
    }

    /// <summary>An <c>If-Match</c> does not fit the clause as it stands.</summary>
    public sealed record PreconditionFailed(ClauseKey? Clause, string Detail) : Refusal(Detail);

    /// <summary>An approval names a revision that is not the current one.</summary>
    public sealed record ClauseChanged(ClauseKey Clause, int Current, string Detail) : Refusal(Detail);

    /// <summary>A signature names a text that is not the frozen one.</summary>
    public sealed record TextChanged(string Detail) : Refusal(Detail);

    /// <summary>It does not have the form asked for, which shows only once it is held against what is there.</summary>
    public sealed record Malformed(string Detail) : Refusal(Detail);

    /// <summary>It is well-formed but breaks a rule.</summary>
    /// <param name="Errors">
    /// JSON pointer (empty for the request as a whole) into the request's body (or <c>?name</c> of a query parameter) to what is wrong
    /// there.
    /// </param>
    /// <param name="Detail">The whole in one sentence.</param>
    public sealed record Invalid(ImmutableSortedDictionary<string, ImmutableArray<string>> Errors, string Detail) : Refusal(Detail)
    {
        /// <summary>One thing wrong at one place.</summary>
        public static Invalid At(string pointer, string message) =>
            new(
                ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add(pointer, [message]),
                Problems.Sentence(pointer, message));
    }
}

/// <summary>Something that must be there before signing can open.</summary>
/// <param name="Code">Which rule is not met.</param>
/// <param name="Detail">In words.</param>
public sealed record Unmet(UnmetCode Code, string Detail)
{
    /// <summary>The clause it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClauseKey? Clause { get; init; }

    /// <summary>The ballot it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BallotKey? Ballot { get; init; }

    /// <summary>The party it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OdsCode? Ods { get; init; }
}

/// <summary>The rules that must be met before signing can open.</summary>
public enum UnmetCode
{
    /// <summary>A clause is not settled under the clause rule.</summary>
    ClauseNotSettled,

    /// <summary>A ballot is still open.</summary>
    BallotOpen,

    /// <summary>The adoption ballot on this text has not been carried.</summary>
    NotAdopted,

    /// <summary>A party has nobody who could sign.</summary>
    PartyWithoutSignatory,

    /// <summary>A partnership has not named its partners, nor said why not.</summary>
    SignatoriesNotNamed,

    /// <summary>A clause that must be filled is empty.</summary>
    BlankLeft,

    /// <summary>A clause refers to one that is not there any more.</summary>
    DanglingReference,
}

/// <summary>Gathers everything wrong with a request, so that a caller hears it all at once.</summary>
public sealed class Problems
{
    private readonly SortedDictionary<string, List<string>> found = new(StringComparer.Ordinal);

    /// <summary>Notes a problem at a JSON pointer; a null message is no problem.</summary>
    public Problems Add(string pointer, string? message)
    {
        if (message is null) return this;
        if (!found.TryGetValue(pointer, out var messages)) found[pointer] = messages = [];
        messages.Add(message);
        return this;
    }

    /// <summary>Notes a problem where a condition holds.</summary>
    public Problems When(bool wrong, string pointer, string message) => wrong ? Add(pointer, message) : this;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => found.Count > 0;

    /// <summary>The refusal that names all of it; null when nothing is wrong.</summary>
    public Refusal.Invalid? Refusal => !Any ? null : new(
        found.ToImmutableSortedDictionary(f => f.Key, f => f.Value.ToImmutableArray()),
        string.Join(' ', found.SelectMany(f => f.Value.Select(m => Sentence(f.Key, m)))));

    internal static string Sentence(string pointer, string message) =>
        pointer.Length == 0 ? $"{message.TrimEnd('.')}." : $"{pointer}: {message.TrimEnd('.')}.";
}
