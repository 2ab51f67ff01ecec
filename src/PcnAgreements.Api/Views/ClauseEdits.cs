using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Views;

/// <summary>
/// Which events made the clauses of a text what they are: the last that changed a clause's words, and the last that brought it where it
/// stands.
/// </summary>
internal sealed class ClauseEdits
{
    private readonly Dictionary<ClauseKey, LoggedEvent> words = [];
    private readonly Dictionary<ClauseKey, LoggedEvent> places = [];

    /// <param name="events">An agreement's events between the two texts, in order.</param>
    public ClauseEdits(IEnumerable<LoggedEvent> events)
    {
        foreach (var e in events)
        {
            switch (e.Event)
            {
                case ClauseAdded added: words[added.Clause] = places[added.Clause] = Last = e; break;
                case ClauseReworded reworded: words[reworded.Clause] = Last = e; break;
                case ClauseMoved moved: places[moved.Clause] = Last = e; break;
                case ClauseStruck struck: places[struck.Clause] = Last = e; break;
                case ClauseRestored restored: places[restored.Clause] = Last = e; break;
                case EditionAdopted adopted:
                    Last = e;
                    foreach (var step in adopted.Steps)
                    {
                        if (step.Op is EditionOp.Add or EditionOp.Reword) words[step.Clause] = e;
                        if (step.Op is not EditionOp.Reword) places[step.Clause] = e;
                    }

                    break;
            }
        }
    }

    /// <summary>The last event that changed any clause; null when none did.</summary>
    public LoggedEvent? Last { get; }

    /// <summary>The last event that gave a clause its words; null when none did.</summary>
    public LoggedEvent? Words(ClauseKey clause) => words.GetValueOrDefault(clause);

    /// <summary>
    /// The last event that brought a clause where it stands in a text, or took it out: with one above it, or alone; null when none did.
    /// </summary>
    public LoggedEvent? Place(ClauseTree text, Clause clause)
    {
        LoggedEvent? last = null;
        for (var at = clause; at is not null; at = at.Parent is { } above ? text[above] : null)
        {
            if (places.TryGetValue(at.Key, out var e) && (last is null || e.Version > last.Version)) last = e;
        }

        // What is new was brought by whoever added it, not by who moved the clause it was added below before that.
        return places.TryGetValue(clause.Key, out var own) && own.Event is ClauseAdded && last!.Event is not ClauseStruck ? own : last;
    }
}
