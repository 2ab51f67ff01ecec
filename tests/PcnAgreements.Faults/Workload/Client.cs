using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Workload;

/// <summary>
/// One careful client: does one thing after the other, and repeats each with its idempotency key, at whichever instance, until it knows
/// what became of it. Now and then a request of it goes out twice at once, or comes again much later, as networks do with requests.
/// </summary>
internal sealed class Client(int number, int seed, World world, Sender sender, History history, Arena arena, Echoes echoes)
{
    private const int Remembered = 8;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly Queue<(Wish, Operation)> last = [];
    private int restores;
    private readonly Random random = new(Wish.HashCode(seed, ~number));

    /// <summary>Works until it is told that it is enough; what it has begun it finishes, until <paramref name="giveUp"/>.</summary>
    public async Task Work(IEnumerable<Wish> wishes, CancellationToken enough, CancellationToken giveUp)
    {
        foreach (var wish in wishes)
        {
            if (enough.IsCancellationRequested) return;
            if (restores != arena.Restores) await Repeat(giveUp);
            if (world.Resolve(wish) is not { } operation)
            {
                await Task.Delay(5, CancellationToken.None);
                continue;
            }

            history.Begin(operation);
            if (await Insist(operation, giveUp) is not var (attempt, body)) continue;
            world.Learn(wish, operation, attempt, body);
            if (operation.IsRead || !attempt.IsAcknowledged) continue;
            last.Enqueue((wish, operation));
            if (last.Count > Remembered) last.Dequeue();
        }
    }

    // Whoever hears that something was lost sends again what they did last: what is there still gets its answer, what is not is recorded.
    private async Task Repeat(CancellationToken giveUp)
    {
        restores = arena.Restores;
        foreach (var (wish, operation) in last)
            if (await Insist(operation, giveUp) is var (attempt, body)) world.Learn(wish, operation, attempt, body);
    }

    private async Task<(Attempt, byte[])?> Insist(Operation operation, CancellationToken giveUp)
    {
        for (var pause = TimeSpan.FromMilliseconds(20); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var instance = Someone();
            if (!operation.IsRead && random.NextDouble() < 0.03) echoes.Now(sender, operation, Someone());
            var (attempt, body) = await sender.Send(operation, instance);
            if (!operation.IsRead && random.NextDouble() < 0.03)
                echoes.Later(sender, operation, Someone(), TimeSpan.FromSeconds(random.NextDouble() * 8));
            if (attempt.IsAcknowledged || attempt.IsRefused) return (attempt, body);
            if (giveUp.IsCancellationRequested || (operation.IsRead && attempt.IsUnknown)) return null;
            await Task.Delay(pause * (0.5 + random.NextDouble()), CancellationToken.None);
        }
    }

    private Instance Someone()
    {
        var up = arena.Instances.Where(i => i.InRotation).ToList();
        return up.Count == 0 ? arena.Instances[random.Next(arena.Instances.Count)] : up[random.Next(up.Count)];
    }
}

/// <summary>Requests that go out once more than their client meant: duplicated, delayed, and so out of order.</summary>
internal sealed class Echoes(Arena arena)
{
    private readonly List<Task> under = [];

    public int Duplicated { get; private set; }

    public int Delayed { get; private set; }

    /// <summary>The same request at the same moment.</summary>
    public void Now(Sender sender, Operation operation, Instance instance)
    {
        lock (under)
        {
            Duplicated++;
            under.Add(sender.Send(operation, instance));
        }
    }

    /// <summary>The same request again, after whatever has happened since.</summary>
    public void Later(Sender sender, Operation operation, Instance instance, TimeSpan delay)
    {
        lock (under)
        {
            Delayed++;
            under.Add(Send());
        }

        async Task Send()
        {
            await Task.Delay(delay);
            // Whoever sends it again now does not send it to one that has been taken out meanwhile.
            await sender.Send(operation, instance.InRotation ? instance : arena.Instances.FirstOrDefault(i => i.InRotation) ?? instance);
        }
    }

    /// <summary>Returns once all have been sent.</summary>
    public Task End()
    {
        lock (under) return Task.WhenAll(under);
    }
}
