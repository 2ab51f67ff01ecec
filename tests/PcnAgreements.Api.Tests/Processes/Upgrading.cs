using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

public sealed class Upgrading
{
    [Fact]
    public async Task beside_an_older_instance_has_that_one_refuse_writes_and_say_that_it_is_not_ready()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var older = await ServiceProcess.Start(database);
        var editor = older.As("editor@u99901.test");
        var agreement = $"/agreements/{await database.DemoAgreement()}";
        var events = await database.Events();
        // What a newer version leaves: other functions, other views, and its mark.
        await database.Run("""
            drop function pcn.append;
            create function pcn.append(a int) returns int language sql as 'select a';
            alter function pcn.append owner to agreements_owner;
            alter table pcn.agreement rename column title to heading;
            update pcn.service_fact set value = 'newer' where name in ('build', 'functions', 'views')
            """);

        var refused = (await editor.Post($"{agreement}/clauses/n1.1/comments", new { body = "Seen." })).Is(503, "unavailable");
        refused["detail"].GetValue<string>().ShouldContain("newer version");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await editor.Get("/agreements")).Is(503, "unavailable");
        (await editor.Get(agreement)).Is(200);
        await Wait.Until(async () => (await older.Nobody().Get("//health/ready")).Status == 503);
        (await database.Events()).ShouldBe(events);

        await using var newer = await ServiceProcess.Start(database);
        (await newer.As("editor@u99901.test").Post($"{agreement}/clauses/n1.1/comments", new { body = "Seen." })).Is(201);
        (await newer.As("editor@u99901.test").Get("/agreements")).Is(200).Items.Count.ShouldBe(1);
    }
}
