using System.Collections.Concurrent;

namespace PcnAgreements.Api.Questions;

/// <summary>How many event streams each person holds open in this process: enough for some windows, too few to tie it up.</summary>
internal sealed class StreamPlaces
{
    /// <summary>The most that one person may hold open.</summary>
    public const int Most = 10;

    private readonly ConcurrentDictionary<string, int> taken = new();

    /// <summary>Takes a place, to be disposed when the stream ends; null when the person holds as many as they may.</summary>
    public IDisposable? Take(string subject)
    {
        var now = taken.AddOrUpdate(subject, 1, (_, n) => n + 1);
        var place = new Place(this, subject);
        if (now <= Most) return place;
        place.Dispose();
        return null;
    }

    private sealed class Place(StreamPlaces places, string subject) : IDisposable
    {
        public void Dispose()
        {
            if (places.taken.AddOrUpdate(subject, 0, (_, n) => n - 1) == 0) places.taken.TryRemove(KeyValuePair.Create(subject, 0));
        }
    }
}
