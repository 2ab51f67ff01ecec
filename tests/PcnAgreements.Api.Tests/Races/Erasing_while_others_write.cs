using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Api.Organisations;
using PcnAgreements.Api.Tests.Processes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Races;

public sealed class Erasing_while_others_write : IAsyncLifetime
{
    // What every writer of the log takes: who asks for it first writes first, once the test lets go of it.
    private const long Writing = 7212001;

    private ApiHost host = null!;
    private ApiHost other = null!;
    private Network network = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ApiHost.Start();
        other = await ApiHost.On(host.Database);
        network = await Network.New(host);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task gives_what_is_granted_after_it_to_somebody_new()
    {
        var (email, id) = await Somebody();

        var (erasure, grant) = await OneAfterTheOther(() => Erase(email), () => Grant(other, network.Practices[1], email));

        erasure.Is(200);
        grant.Is(201)["id"].GetValue<string>().ShouldNotBe(id);
        (await OfNobody()).ShouldBe(0);
        (await other.As(email).Get("/me")).Is(200).Text.ShouldContain($"{network.Practices[1]}");
    }

    [Fact]
    public async Task ends_what_was_granted_while_it_was_on_its_way()
    {
        var (email, id) = await Somebody();

        var (grant, erasure) = await OneAfterTheOther(() => Grant(other, network.Practices[1], email), () => Erase(email));

        grant.Is(201)["id"].GetValue<string>().ShouldBe(id);
        erasure.Is(200);
        (await OfNobody()).ShouldBe(0);
        (await host.Operator.Get($"/organisations/{network.Practices[1]}/people")).Is(200).Text.ShouldNotContain(id);
        var last = (await host.Operator.Get($"/organisations/{network.Practices[1]}/history")).Is(200).Items[^1]!;
        last["type"]!.GetValue<string>().ShouldBe("person_revoked");
        last["actor"]!["name"]!.GetValue<string>().ShouldBe("system");
    }

    [Fact]
    public async Task leaves_no_party_with_a_signatory_named_after_it_who_can_never_sign()
    {
        var situation = await host.A_draft(network: network);
        var (email, _) = await Somebody();
        var party = new { role = "core", signatories = new[] { new { email, name = "Dr Somebody", capacity = "partner" } } };

        var (erasure, named) = await OneAfterTheOther(
            () => Erase(email),
            () => other.As(situation.Editor.Email).Put($"{situation.Path}/parties/{network.Practices[1]}", party));

        erasure.Is(200);
        named.Is(200).Text.ShouldContain(email);
    }

    [Fact]
    public async Task is_finished_by_whoever_starts_next()
    {
        var (email, id) = await Somebody();
        (await Erase(email)).Is(200);
        await network.Register.Add(
            network.Practices[1], [], new PersonAuthorised(new(Guid.Parse(id)), [Authority.Signatory], null, null, null));
        (await OfNobody()).ShouldBe(1);

        await using var next = await ApiHost.On(host.Database);

        (await OfNobody()).ShouldBe(0);
    }

    [Fact]
    public async Task is_finished_by_whoever_is_up()
    {
        var (email, id) = await Somebody();
        (await Erase(email)).Is(200);
        await network.Register.Add(
            network.Practices[1], [], new PersonAuthorised(new(Guid.Parse(id)), [Authority.Signatory], null, null, null));
        (await OfNobody()).ShouldBe(1);
        using var sweep = new LeftSweep(
            other.Services.GetRequiredService<LeftAuthorities>(), new Hurry(), NullLogger<LeftSweep>.Instance);
        await sweep.StartAsync(TestContext.Current.CancellationToken);

        await Wait.Until(async () => await OfNobody() == 0);
        await sweep.StopAsync(TestContext.Current.CancellationToken);
    }

    // Where a minute is over at once.
    private sealed class Hurry : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 1_000, period);
    }

    // On record, with an authority at the first practice alone.
    private async Task<(string Email, string Id)> Somebody()
    {
        var email = $"somebody@{network.Pcn}.test".ToLowerInvariant();
        return (email, (await Grant(host, network.Practices[0], email)).Is(201)["id"].GetValue<string>());
    }

    private Task<Reply> Grant(ApiHost at, OdsCode ods, string email) => at.As(network.Administrator(ods).Email)
        .Put($"/organisations/{ods}/people/{email}", new { name = "Dr Somebody", authorities = new[] { "signatory" } });

    private Task<Reply> Erase(string email) => host.Operator.Post($"/people/{email}/erase", new { reason = "Asked for under Article 17" });

    // Both are decided before either is written.
    private async Task<(Reply First, Reply Second)> OneAfterTheOther(Func<Task<Reply>> first, Func<Task<Reply>> second)
    {
        Task<Reply> one, two;
        await using (await host.Database.Hold(Writing))
        {
            one = first();
            await host.Database.UntilWaiting("advisory", 1);
            two = second();
            await host.Database.UntilWaiting("advisory", 2);
        }

        return (await one, await two);
    }

    private Task<long> OfNobody() => host.Database.Ask<long>(
        "select count(*) from pcn.authority a join pcn.person p on p.id = a.person where p.email is null");
}
