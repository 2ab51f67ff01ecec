using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Domain.Tests.Golden;

/// <summary>
/// What was written once must be readable, and be written the same, for ever: a golden file is made once and never changed.
/// </summary>
public sealed class Keeping_an_event
{
    public static TheoryData<string> Names => [.. EventJson.AllNames.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void is_as_its_golden_file_shows(string name)
    {
        var written = EventJson.Write(EverySample.All.Single(e => EventJson.NameOf(e) == name));
        var file = Clone.Path("tests", "PcnAgreements.Domain.Tests", "Golden", name + ".json");
        File.Exists(file).ShouldBeTrue($"{name} has no golden file; if the event is new, this is what it holds: {written}");
        var golden = File.ReadAllText(file).TrimEnd('\n');
        written.ShouldBe(golden);
        EventJson.Write(EventJson.Read(name, golden)).ShouldBe(golden);
    }

    [Theory, MemberData(nameof(Names))]
    public void reads_nothing_into_it_that_was_not_written(string name)
    {
        var whole = JsonNode.Parse(EventJson.Write(EverySample.All.Single(e => EventJson.NameOf(e) == name)))!.AsObject();
        foreach (var member in whole.Select(m => m.Key))
        {
            var half = whole.DeepClone().AsObject();
            half.Remove(member);
            var text = half.ToJsonString(EventJson.Options);
            DomainEvent? read = null;
            if (Record.Exception(() => read = EventJson.Read(name, text)) is { } refused) refused.ShouldBeOfType<JsonException>();
            else EventJson.Write(read!).ShouldBe(text);
        }
    }

    [Fact]
    public void is_for_ever() => Directory.EnumerateFiles(Clone.Path("tests", "PcnAgreements.Domain.Tests", "Golden"), "*.json")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Except(EventJson.AllNames).ShouldBeEmpty();
}
