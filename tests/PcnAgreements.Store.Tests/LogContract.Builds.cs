using PcnAgreements.Store.Schema;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public abstract partial class LogContract
{
    private const string MigratedByANewerBuild = "update pcn.service_fact set value = 'newer' where name = 'build'";

    [Fact]
    public async Task writes_nothing_more_but_reads_on_once_a_newer_build_has_migrated()
    {
        await Written(Write(Samples.NorthStream, 0, Samples.Registered));

        await Database.Run(MigratedByANewerBuild);

        var refused = await Should.ThrowAsync<LogUnavailableException>(
            () => Log.Append(Write(Samples.NorthStream, 1, Samples.Sized(1)), Ct));
        refused.Message.ShouldContain("newer version");
        (await Log.ReadStream(Samples.NorthStream, 0, Ct)).Count.ShouldBe(1);
        (await Log.ReadVersions([Samples.NorthStream], Ct)).Ends[Samples.NorthStream].Version.ShouldBe(1);
    }

    [Fact]
    public async Task does_not_write_what_waited_while_a_newer_build_migrated()
    {
        Task<AppendOutcome> waiting;
        await using (var migration = await Database.Hold(AppendFunction.Lock))
        {
            waiting = Log.Append(Write(Samples.NorthStream, 0, Samples.Registered), Ct);
            await Database.UntilWaiting("advisory", 1);
            await Database.Run(MigratedByANewerBuild);
        }

        await Should.ThrowAsync<LogUnavailableException>(waiting);
        (await Log.ReadStream(Samples.NorthStream, 0, Ct)).ShouldBeEmpty();
    }
}
