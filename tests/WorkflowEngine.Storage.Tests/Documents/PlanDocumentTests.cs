using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Documents;

public sealed class PlanDocumentTests
{
    private static readonly Dictionary<string, string> NoEnv = [];

    [Fact]
    public void The_same_jobs_have_the_same_hash_and_others_another()
    {
        var one = PlanDocument.Create([new() { Definition = new() { Name = "a" } }], NoEnv);
        var same = PlanDocument.Create([new() { Definition = new() { Name = "a" } }], new Dictionary<string, string>());
        var other = PlanDocument.Create([new() { Definition = new() { Name = "a", Priority = 1 } }], NoEnv);
        var withEnv = PlanDocument.Create([new() { Definition = new() { Name = "a" } }], new Dictionary<string, string> { ["A"] = "" });

        one.Hash.Should().Be(same.Hash).And.MatchRegex("^[0-9a-f]{64}$");
        new[] { one.Hash, other.Hash, withEnv.Hash }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Instances_of_a_fan_out_share_one_definition_in_the_document_and_after_reading()
    {
        var definition = new JobDefinition { Name = "a", Steps = [new() { Id = "s", Run = new string('x', 1000) }], ForEach = new(Items(1000)) };
        var plan = PlanDocument.Create(
            [.. definition.ForEach!.Items.Select((item, index) => new PlannedJob { Definition = definition, ItemIndex = index, Item = item })], NoEnv);

        var json = PlanDocument.Write(plan);
        var read = PlanDocument.Read(json, plan.Hash);

        json.Length.Should().BeLessThan(60_000);
        read.Jobs.Should().HaveCount(1000).And.OnlyContain(job => ReferenceEquals(job.Definition, read.Jobs[0].Definition));
        read.Jobs[7].Label.Should().Be("a[7]");
        read.Jobs[7].Item!.Value.GetInt32().Should().Be(7);
        PlanDocument.Write(read).Should().Be(json);
        PlanDocument.Read(PlanDocument.WriteUtf8(plan), plan.Hash).Jobs.Should().HaveCount(1000);
    }

    [Fact]
    public void An_item_that_is_not_the_definitions_is_kept()
    {
        var definition = new JobDefinition { Name = "a", ForEach = new(Items(1)) };
        var plan = PlanDocument.Create([new() { Definition = definition, ItemIndex = 0, Item = JsonElement.Parse("\"own\"") }], NoEnv);

        PlanDocument.Read(PlanDocument.Write(plan), plan.Hash).Jobs[0].Item!.Value.GetString().Should().Be("own");
    }

    [Fact]
    public void An_empty_fan_out_stays_one()
    {
        var plan = PlanDocument.Create([new() { Definition = new() { Name = "a", ForEach = new([]) } }], NoEnv);

        PlanDocument.Read(PlanDocument.Write(plan), plan.Hash).Jobs[0].IsEmptyFanOut.Should().BeTrue();
    }

    [Fact]
    public void A_newer_format_or_a_broken_document_is_refused()
    {
        var newer = () => PlanDocument.Read("""{"formatVersion":9}""", "hash");
        var broken = () => PlanDocument.Read("""{"formatVersion":1,"definitions":[],"jobs":[{"definition":0}]}""", "hash");

        newer.Should().Throw<WorkflowStoreException>().WithMessage("*a plan of format 9*");
        broken.Should().Throw<WorkflowStoreException>().WithMessage("*a plan that cannot be read*");
    }

    private static JsonElement[] Items(int count) =>
        [.. Enumerable.Range(0, count).Select(i => JsonElement.Parse(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
