using System.Collections.Immutable;

namespace PcnAgreements.Domain.Rules;

/// <summary>What each practice's vote weighs. Closed: the five kinds stand here.</summary>
public abstract record Weighting
{
    private Weighting()
    {
    }

    /// <summary>The largest weight that can be given to one practice.</summary>
    public const long Largest = 1_000_000_000_000;

    /// <summary>One for each practice.</summary>
    public static Weighting OnePerPractice { get; } = new PerPractice();

    /// <summary>The newest list size of each practice.</summary>
    public static Weighting ByNewestListSize { get; } = new NewestListSize();

    /// <summary>One for each practice.</summary>
    public sealed record PerPractice : Weighting;

    /// <summary>The registered list size recorded last.</summary>
    public sealed record NewestListSize : Weighting;

    /// <summary>The registered list size at a stated date: the newest recorded for that date or an earlier one.</summary>
    /// <param name="AsAt">The date, Europe/London.</param>
    public sealed record ListSizeAsAt(DateOnly AsAt) : Weighting;

    /// <summary>One for each full band of the newest list size, at least one.</summary>
    /// <param name="Per">How many registered patients make a full band; at least 1.</param>
    public sealed record Banded(long Per) : Weighting;

    /// <summary>Weights that the agreement itself gives; a practice it does not name cannot vote under it.</summary>
    /// <param name="Weights">Whole numbers from 0 to <see cref="Largest"/>, by practice.</param>
    public sealed record Given(ImmutableSortedDictionary<OdsCode, long> Weights) : Weighting
    {
        /// <inheritdoc/>
        public bool Equals(Given? other) => other is not null && Weights.SequenceEqual(other.Weights);

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var (ods, weight) in Weights)
            {
                hash.Add(ods);
                hash.Add(weight);
            }

            return hash.ToHashCode();
        }
    }
}
