using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Workload;

/// <summary>
/// What a client would like to do next: drawn from the seed alone, so that the same seed gives the same wishes in the same order.
/// </summary>
/// <param name="Id">Of the operation it may become.</param>
/// <param name="Slot">At which agreement.</param>
/// <param name="Practice">For which practice, from 0.</param>
/// <param name="Dice">What else there is to choose.</param>
internal readonly record struct Wish(int Id, Deed Deed, int Slot, int Practice, double Dice)
{
    private static readonly (Deed Deed, int Weight)[] Weights =
    [
        (Deed.Approve, 26), (Deed.Object, 7), (Deed.ApproveMany, 4), (Deed.Withdraw, 3), (Deed.Reword, 12), (Deed.AddClause, 3),
        (Deed.Comment, 6),
        (Deed.OpenBallot, 5), (Deed.Vote, 18), (Deed.Note, 2), (Deed.Title, 3), (Deed.ReviewBy, 3), (Deed.Recall, 1), (Deed.OpenSigning, 4),
        (Deed.Authorise, 2), (Deed.Revoke, 1), (Deed.Read, 22),
    ];

    private static readonly Deed[] Urn = [.. Weights.SelectMany(w => Enumerable.Repeat(w.Deed, w.Weight))];

    /// <summary>The wishes of one client, without end.</summary>
    public static IEnumerable<Wish> Of(int seed, int client, int clients, int slots)
    {
        var random = new Random(HashCode(seed, client));
        for (var n = 1; ; n++)
            yield return new(
                (n * clients) + client, Urn[random.Next(Urn.Length)], random.Next(slots), random.Next(Cast.Practices), random.NextDouble());
    }

    // Not System.HashCode, which differs from one process to the next.
    public static int HashCode(int seed, int part) => unchecked((seed * 1_000_003) ^ (part * 7_919) ^ 0x5EED);
}
