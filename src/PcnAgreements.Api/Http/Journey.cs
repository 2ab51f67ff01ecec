using System.Text.Json.Nodes;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Epochs;

namespace PcnAgreements.Api.Http;

/// <summary>What a command is made from: the path, the preconditions, and the ids of the people the body names.</summary>
/// <param name="Path">What the path names.</param>
/// <param name="Header">What <c>If-Match</c> held; null when it was not sent.</param>
/// <param name="People">The ids of the people the body names by e-mail address.</param>
/// <param name="Stream">The stream it is about.</param>
internal sealed record Travel(Path Path, EditTags? Header, IReadOnlyDictionary<string, PersonId> People, StreamId Stream)
{
    /// <summary>The agreement as the command meets it; null where it is about none.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>Its version then; 0 where the command is about none.</summary>
    private EpochVersion Present => Agreement?.Present ?? default;

    /// <summary>The edit tags of <c>If-Match</c>, on a route that needs them; any where it was spared.</summary>
    public EditTags IfMatch => Header ?? new(true, []);

    /// <summary>
    /// Of the agreement versions that <c>If-Match</c> lists the present one; null when it was not sent or is <c>*</c>; one that never was
    /// when it lists others alone.
    /// </summary>
    public EpochVersion? IfVersion =>
        Header is null or { Any: true } ? null : Header.Tags.Contains(Answering.ETag(Present)) ? Present : new EpochVersion(-1, 1);
}

/// <summary>What an answer is made from.</summary>
/// <param name="State">The aggregate right after the command.</param>
/// <param name="Key">The key of what was made; null when nothing has one.</param>
/// <param name="Path">What the path names.</param>
/// <param name="Names">Who people are.</param>
internal sealed record Arrived(object State, string? Key, Path Path, Names Names)
{
    /// <summary>What no state shows, such as an import's report; null when the state shows all.</summary>
    public JsonNode? Body { get; init; }
}

/// <summary>An answer to a command.</summary>
/// <param name="View">The body; null for none (204).</param>
/// <param name="Version">The version its <c>ETag</c> names; null for none.</param>
/// <param name="Location">Where what was made is to be found; null when nothing was made.</param>
internal sealed record Reply(object? View, long? Version = null, string? Location = null);

/// <summary>One command's way through the service: what differs from one to the next. All else is the same for every command.</summary>
/// <typeparam name="TBody">The request's body.</typeparam>
/// <param name="MayNot">
/// 404 and 403, as far as they are known before the body has been read; from what is cached, or checked before anything is denied.
/// </param>
/// <param name="Stream">The stream it is about; one that it begins is named for the moment.</param>
/// <param name="Rule">May the caller, and what does it come to?</param>
/// <param name="Show">Its answer.</param>
internal sealed record Journey<TBody>(
    Func<Caller, Path, Facts, DateTimeOffset, Refusal?> MayNot, Func<TBody, Path, DateTimeOffset, StreamId> Stream,
    Func<TBody, Caller, Travel, Facts, Moment, Ruling> Rule, Func<Arrived, Reply> Show)
{
    /// <summary>The people the body names by e-mail address, with the name to enter for each (null: leave it).</summary>
    public Func<TBody, Path, IEnumerable<(string Email, string? Name)>> Mentions { get; init; } = (_, _) => [];

    /// <summary>Whether <c>If-Match</c> with a clause's edit tag must be sent.</summary>
    public bool NeedsIfMatch { get; init; }

    /// <summary>Where it need not be sent all the same: nothing that is there is changed; null: nowhere.</summary>
    public Func<Path, Facts, bool>? SparesIfMatch { get; init; }

    /// <summary>The rules of what the command does not see, such as names, which stand in no event.</summary>
    public Func<TBody, Problems> Check { get; init; } = _ => new();

    /// <summary>What it takes as its body.</summary>
    public BodyForm<TBody> Form { get; init; } = BodyForm<TBody>.Json;

    /// <summary>
    /// Adds to an answer that no state shows what the request itself holds and must not be kept, such as names; null: nothing.
    /// </summary>
    public Action<TBody, JsonNode>? Completes { get; init; }

    /// <summary>Whether the names it gives people replace those on record; else they are only for people who have none.</summary>
    public bool Renames { get; init; }

    /// <summary>What must have followed before it is answered, a first time or again; it may be done twice.</summary>
    public Func<IServiceProvider, Task> Afterwards { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether its path may name what is not there yet: a name of the wrong form is malformed then, not unknown.</summary>
    public bool NamesNew { get; init; }

    /// <summary>Whether it makes something: 201. A PUT may also change what is there: 200.</summary>
    public bool Makes { get; init; }
}
