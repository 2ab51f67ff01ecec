using PcnAgreements.Faults.Mutants;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>
/// The patches that <c>ops/faults --mutants</c> builds the service with: each has to be a mistake in the source as it is now.
/// </summary>
public sealed class Seeding_mistakes
{
    [Fact]
    public void takes_twenty_patches_or_more_that_fit_the_source()
    {
        var mutants = Mutant.All(Surroundings.Checkout);
        mutants.Count.ShouldBeGreaterThanOrEqualTo(20);
        mutants.Select(m => m.Fits(Surroundings.Checkout, out var why) ? "" : $"{m.Name}: {why}").Where(problem => problem.Length > 0)
            .ShouldBeEmpty("The source has moved on: make the mistake again in it, and keep `git diff -U1` as the patch.");
    }
}
