using PcnAgreements.Faults.Mutants;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>The patches that <c>ops/faults --mutants</c> builds the service with: each has to be a mistake in the source as it is now.</summary>
public sealed class Seeding_mistakes
{
    [Fact]
    public void takes_twenty_patches_or_more_that_fit_the_source()
    {
        var mutants = Mutant.All(Surroundings.Checkout);
        mutants.Count.ShouldBeGreaterThanOrEqualTo(20);
        mutants.Select(m => m.Fits(Surroundings.Checkout, out var why) ? "" : $"{m.Name}: {why}").ShouldAllBe(problem => problem == "");
    }
}
