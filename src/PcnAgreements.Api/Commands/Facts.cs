using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Commands;

/// <summary>
/// What a decision, or a reader, looks up: from states seen, noting each stream it rests on and where that ended, so that all of it
/// can be checked in one round trip. What is not at hand is noted as missing, and whoever asked is asked again once it has been loaded.
/// </summary>
/// <param name="seen">The states seen.</param>
/// <param name="ahead">What earlier decisions came to; null for none.</param>
/// <param name="asSeen">What is made of a state before anybody sees it, its end left as it is; null for nothing.</param>
internal sealed class Facts(
    Seen seen, IReadOnlyDictionary<StreamId, object>? ahead = null, Func<object, object>? asSeen = null) : IDirectory
{
    private readonly Dictionary<StreamId, StreamEnd> rests = [];
    private readonly HashSet<StreamId> missing = [];

    /// <summary>The streams looked up, with the end each was seen at.</summary>
    public IReadOnlyDictionary<StreamId, StreamEnd> RestsOn => rests;

    /// <summary>The streams looked up that were not at hand.</summary>
    public IReadOnlyCollection<StreamId> Missing => missing;

    /// <inheritdoc/>
    public Organisation? Organisation(OdsCode ods) => State(StreamId.Of(ods)) is Organisation { Exists: true } found ? found : null;

    /// <inheritdoc/>
    public Template? Template(TemplateId id) => State(StreamId.Of(id)) is Template { Exists: true } found ? found : null;

    /// <inheritdoc/>
    public Agreement? Agreement(AgreementId id) => State(StreamId.Of(id)) is Agreement { Exists: true } found ? found : null;

    /// <summary>The state of a stream, written to or not; null while it is not at hand.</summary>
    public object? State(StreamId stream)
    {
        if (ahead?.GetValueOrDefault(stream) is { } decided) return decided;
        if (seen.Of(stream) is not { } state)
        {
            missing.Add(stream);
            return null;
        }

        rests[stream] = Fold.EndOf(state);
        return asSeen?.Invoke(state) ?? state;
    }
}
