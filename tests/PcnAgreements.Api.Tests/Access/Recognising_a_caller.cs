using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Store;
using PcnAgreements.Store.Tests;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Access;

public sealed class Recognising_a_caller
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task never_goes_back_to_somebody_erased_because_an_old_answer_came_late()
    {
        await using var host = await ApiHost.Start();
        var network = await Network.New(host);
        var email = network.Manager(0).Email;
        var token = Token(email);
        await host.Services.GetRequiredService<Callers>().Of(token, Ct);
        await using var line = new FlakyLine(host.Database.AppConnectionString);
        await using var store = await PostgresStore.Open(
            new(line.ConnectionString) { OwnerConnectionString = host.Database.OwnerConnectionString }, Engines.Chosen,
            NullLoggerFactory.Instance, Ct);
        var book = new NameBook(TimeProvider.System);
        var callers = new Callers(store.People, new([]), book);
        book.At((await store.Log.ReadVersions([], Ct)).PeopleEpoch);
        await callers.Of(Token("stranger@elsewhere.test"), Ct);

        // Read from the table while the person is there, and not told until they are gone and that is known here.
        line.HoldBack();
        var late = callers.Of(token, Ct);
        await line.HoldingBack;
        (await host.Operator.Post($"/people/{email}/erase", new { reason = "Asked for under Article 17" })).Is(200);
        book.At((await host.Log.ReadVersions([], Ct)).PeopleEpoch);
        var meanwhile = callers.Of(Token("stranger@elsewhere.test"), Ct);
        line.Mend();
        (await late).Caller!.Person.ShouldNotBeNull();
        await meanwhile;

        (await callers.Of(token, Ct)).Caller!.Person.ShouldBeNull();
    }

    private static ClaimsPrincipal Token(string email) =>
        new(new ClaimsIdentity([new("iss", "https://issuer.test"), new("sub", email), new("email", email)]));
}
