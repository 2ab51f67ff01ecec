using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Store.Views;

/// <summary>Which aggregate a stream is folded to.</summary>
internal static class Folds
{
    /// <summary>The state before the first event; null for a kind of stream that no view is about.</summary>
    public static object? Begin(StreamId stream) => stream.Kind switch
    {
        "agreement" => new Agreement(),
        "organisation" => new Organisation(),
        "template" => new Template { Id = TemplateId.Parse(stream.Key) },
        _ => null,
    };

    /// <summary>The state after one more event.</summary>
    public static object Evolve(object state, Recorded recorded) => state switch
    {
        Agreement a => a.Evolve(recorded),
        Organisation o => o.Evolve(recorded),
        Template t => t.Evolve(recorded),
        _ => state,
    };
}
