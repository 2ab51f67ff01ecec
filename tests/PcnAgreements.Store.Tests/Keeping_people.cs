using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Domain;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public class Keeping_people : OnAStore
{
    [Fact]
    public async Task finds_them_by_address_and_by_id()
    {
        await Change(new(Samples.Person(1), "ann@y99901.test", "Ann"), new(Samples.Person(2), "bob@y99901.test", null));

        (await Store.People.FindByEmail("Ann@Y99901.TEST", Ct)).ShouldBe(new(Samples.Person(1), "ann@y99901.test", "Ann", null, null));
        (await Store.People.FindByEmail("nobody@y99901.test", Ct)).ShouldBeNull();
        (await Store.People.Find([Samples.Person(2), Samples.Person(3)], Ct)).Keys.ShouldBe([Samples.Person(2)]);
    }

    [Fact]
    public async Task binds_the_first_subject_that_comes_with_an_address_and_no_other()
    {
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Ann"));

        var come = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(n => Store.People.Recognise("https://issuer", $"subject {n}", "ANN@y99901.test", Ct)));

        var bound = come.Single(p => p is not null)!;
        bound.Id.ShouldBe(Samples.Person(1));
        (await Store.People.FindBySubject("https://issuer", bound.Subject!, Ct)).ShouldBe(bound);
        (await Store.People.Recognise("https://issuer", bound.Subject!, "other@y99901.test", Ct)).ShouldBe(bound);
        (await Store.People.Recognise("https://issuer", "somebody else", "ann@y99901.test", Ct)).ShouldBeNull();
        (await Store.People.Recognise("https://issuer", "stranger", "stranger@y99901.test", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task gives_an_address_to_one_person_only()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 10).Select(n => Store.Log.Append(
            new Append([new(Samples.StreamOf(n), 0, [new(Samples.Registered, Actor.System, null)])])
            {
                People = [new(Samples.Person(n), "ann@y99901.test", "Ann")],
            }, Ct)));

        outcomes.OfType<AppendOutcome.Written>().Count().ShouldBe(1);
        outcomes.OfType<AppendOutcome.PersonTaken>().Select(p => p.Email).Distinct().ShouldBe(["ann@y99901.test"]);
        (await Store.Log.ReadAll(0, 100, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task raises_the_epoch_only_when_somebody_on_record_changes()
    {
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Ann"));
        var before = await Epoch();
        await Change(new PersonChange(Samples.Person(2), "bob@y99901.test", "Bob"));
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", null));
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Ann"));
        (await Epoch()).ShouldBe(before);

        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Anne"));
        (await Epoch()).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task comes_to_no_epoch_twice_when_the_database_was_put_back()
    {
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Ann"));
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Lost"));
        var lost = await Epoch();
        await Database.Run("update pcn.counter set value = 0 where name = 'people_epoch'; update pcn.person set name = 'Ann'");

        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Other"));

        (await Epoch()).ShouldNotBe(lost);
    }

    [Fact]
    public async Task leaves_nothing_of_whom_is_erased_but_the_id()
    {
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Ann"));
        await Store.People.Recognise("https://issuer", "ann", "ann@y99901.test", Ct);
        var before = await Epoch();

        await Change(new PersonChange(Samples.Person(1), null, null));
        var erased = await Epoch();
        await Change(new PersonChange(Samples.Person(1), null, null));

        (await Store.People.Find([Samples.Person(1)], Ct))[Samples.Person(1)].ShouldBe(new(Samples.Person(1), null, null, null, null));
        (await Store.People.Recognise("https://issuer", "ann", "ann@y99901.test", Ct)).ShouldBeNull();
        erased.ShouldBeGreaterThan(before);
        (await Epoch()).ShouldBe(erased);
        await Change(new PersonChange(Samples.Person(2), "ann@y99901.test", "Another Ann"));
    }

    [Fact]
    public async Task never_enters_again_whom_was_erased_while_somebody_was_about_to_rename_them()
    {
        await Change(new PersonChange(Samples.Person(1), "ann@y99901.test", "Ann"));
        await Change(new PersonChange(Samples.Person(1), null, null));

        var renamed = await Store.Log.Append(
            new Append([new(Samples.StreamOf(1), 0, [new(Samples.Registered, Actor.System, null)])])
            {
                People = [new(Samples.Person(1), "ann@y99901.test", "Anne")],
            }, Ct);

        renamed.ShouldBe(new AppendOutcome.PersonTaken("ann@y99901.test"));
        (await Store.Log.ReadAll(0, 100, Ct)).ShouldBeEmpty();
        (await Store.People.Find([Samples.Person(1)], Ct))[Samples.Person(1)].ShouldBe(new(Samples.Person(1), null, null, null, null));
        await Change(new PersonChange(Samples.Person(2), "ann@y99901.test", "Anne"));
    }

    [Fact]
    public async Task erases_again_whom_an_older_build_let_in_after_they_were_erased()
    {
        await Change(new(Samples.Person(1), "ann@y99901.test", "Ann"), new(Samples.Person(2), "bob@y99901.test", "Bob"));
        await Change(new PersonChange(Samples.Person(1), null, null));
        await Database.Run("""
            update pcn.person set email = 'ann@y99901.test', name = 'Anne' where email is null;
            delete from pcn.schema_version where version > 3
            """);

        await using var newer = await Stores.Open(Database, Engine);

        var people = await newer.People.Find([Samples.Person(1), Samples.Person(2)], Ct);
        people[Samples.Person(1)].ShouldBe(new(Samples.Person(1), null, null, null, null));
        people[Samples.Person(2)].Email.ShouldBe("bob@y99901.test");
    }

    [Fact]
    public async Task commits_to_each_once_and_forgets_only_the_salt_when_they_are_erased()
    {
        await Change(new PersonChange(Samples.Person(1), "o'ann\\x@y99901.test", "Ann"));
        var (salt, value) = (await Ask<byte[]>("salt"), await Ask<string>("value"));
        var (person, email) = (Samples.Person(1), "o'ann\\\\x@y99901.test");
        var committed = Encoding.UTF8.GetBytes("pcn-agreements/person/v1\n").Concat(salt)
            .Concat(Encoding.UTF8.GetBytes($"{{\"email\":\"{email}\",\"id\":\"{person}\"}}")).ToArray();
        salt.Length.ShouldBe(32);
        value.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(committed)));

        await Change(new PersonChange(Samples.Person(1), "o'ann\\x@y99901.test", "Anne"));
        (await Ask<byte[]>("salt")).ShouldBe(salt);
        await Change(new PersonChange(Samples.Person(1), null, null));
        (await Ask<string>("value")).ShouldBe(value);
        (await Database.Ask<bool>("select salt is null from pcn.commitment")).ShouldBeTrue();
        await Should.ThrowAsync<Npgsql.PostgresException>(
            () => Database.Ask<object>("update pcn.commitment set value = 'other'", Database.AppConnectionString));

        Task<T> Ask<T>(string column) => Database.Ask<T>($"select {column} from pcn.commitment");
    }

    private async Task<long> Epoch() => (await Store.Log.ReadVersions([], Ct)).PeopleEpoch;

    private async Task Change(params PersonChange[] people) =>
        (await Store.Log.Append(new Append([]) { People = people }, Ct)).ShouldBeOfType<AppendOutcome.Written>();
}
