using Npgsql;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Schema;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public sealed class Reading_views : OnAStore
{
    [Fact]
    public async Task is_done_again_when_the_database_ended_it_in_favour_of_whoever_makes_them_anew()
    {
        await using var making = new NpgsqlConnection(Database.SuperuserConnectionString);
        await making.OpenAsync(Ct);
        await using var anew = await making.BeginTransactionAsync(Ct);
        // The reader looks for a deadlock first, and so is the one that is ended.
        await Sql.Run(making, "set local deadlock_timeout = '10min'; lock table pcn.history in access exclusive mode", Ct);
        var reads = 0;

        var reading = Query.Run(
            Store.Source, "select (select count(*) from pcn.agreement) + (select count(*) from pcn.history)", async command =>
            {
                reads++;
                return (long)(await command.ExecuteScalarAsync(Ct))!;
            });
        await Database.UntilWaiting("relation", 1);
        await Sql.Run(making, "lock table pcn.agreement in access exclusive mode", Ct);
        await anew.CommitAsync(Ct);

        (await reading).ShouldBe(0);
        reads.ShouldBe(2);
    }
}
