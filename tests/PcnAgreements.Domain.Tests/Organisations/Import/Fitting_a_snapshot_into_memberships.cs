using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Organisations.Import;

public sealed class Fitting_a_snapshot_into_memberships
{
    private static readonly string[] Networks = ["U", "U00001", "U00002", "U00003"];

    /// <summary>Files of any days in any order, each naming one network or none.</summary>
    private static readonly Arbitrary<(int Network, int Month)[]> AnyFiles =
        Gen.Choose(0, 3).SelectMany(_ => Gen.Choose(0, 30), (network, month) => (network, month)).ArrayOf().ToArbitrary();

    [Fact]
    public void always_says_of_the_day_what_the_file_says_and_leaves_every_day_before_it() => Prop.ForAll(AnyFiles, files =>
    {
        var register = new Register();
        ImmutableArray<Membership> before = [];
        foreach (var (network, month) in files)
        {
            var day = new DateOnly(2020, 1, 1).AddMonths(month);
            var rows = Rows(day, Networks[network]);
            register.Import(rows);
            var after = register["A81001"].Memberships.GetValueOrDefault(MembershipKind.Pcn, []);
            On(after, day).ShouldBe(network == 0 ? [] : [Networks[network]]);
            for (var m = new DateOnly(2020, 1, 1); m < day; m = m.AddMonths(1)) On(after, m).ShouldBe(On(before, m));
            after.ShouldAllBe(m => m.Until == null || m.From <= m.Until);

            register.Import(rows);
            register.Changed.ShouldBeEmpty();
            before = after;
        }
    }).QuickCheckThrowOnFailure();

    private static List<string> On(ImmutableArray<Membership> memberships, DateOnly day) =>
        [.. memberships.Where(m => m.HoldsOn(day)).Select(m => m.Code.ToString())];

    private static ImportRows Rows(DateOnly day, string network) => Register.Read(
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,STP_CODE,STP_NAME",
        [$"{day:ddMMMyyyy},A81001,NORTH,{network},NETWORK,QHM,BOARD"]).ShouldBeOfType<ImportReading.Taken>().Rows;
}
