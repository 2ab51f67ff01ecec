namespace PcnAgreements.Domain.Text;

/// <summary>Bringing two orders of clauses together.</summary>
internal static class Weaving
{
    /// <summary>The first order, with what only the second has put behind its neighbour there; at the front where it has none.</summary>
    public static List<ClauseKey> Weave(IEnumerable<ClauseKey> order, IEnumerable<ClauseKey> other)
    {
        var woven = new LinkedList<ClauseKey>(order);
        var places = new Dictionary<ClauseKey, LinkedListNode<ClauseKey>>();
        for (var node = woven.First; node is not null; node = node.Next) places[node.Value] = node;
        LinkedListNode<ClauseKey>? at = null;
        foreach (var key in other)
        {
            if (!places.TryGetValue(key, out var place))
                places[key] = place = at is null ? woven.AddFirst(key) : woven.AddAfter(at, key);
            at = place;
        }

        return [.. woven];
    }
}
