using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Storage.Tests.Documents;

public sealed class DefinitionDocumentTests
{
    private static readonly WorkflowDefinition Small = new() { Ref = "build", Jobs = [new() { Name = "a" }] };

    [Fact]
    public void What_has_its_default_is_not_written() =>
        DefinitionDocument.Write(Small).Should().Be("""{"formatVersion":1,"scope":"default","ref":"build","jobs":[{"name":"a"}]}""");

    [Fact]
    public void What_was_not_written_is_read_as_its_default()
    {
        var read = DefinitionDocument.Read(DefinitionDocument.WriteUtf8(Small));

        read.Should().BeEquivalentTo(Small);
        read.Jobs[0].Condition.Should().BeSameAs(JobCondition.AllSuccess);
        read.Jobs[0].Steps.Should().BeEmpty();
        read.Env.Should().BeEmpty();
    }

    [Fact]
    public void The_order_of_environment_variables_does_not_change_the_hash()
    {
        var one = Small with { Env = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" } };
        var other = Small with { Env = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" } };

        DefinitionDocument.Hash(one).Should().Be(DefinitionDocument.Hash(other)).And.HaveLength(64).And.NotBe(DefinitionDocument.Hash(Small));
        DefinitionDocument.Hash(one).Should().Be(DefinitionDocument.Hash(DefinitionDocument.WriteUtf8(one)));
    }

    [Fact]
    public void An_expression_is_kept_as_its_text()
    {
        Expression.TryParse("success() and 1 < 2", new(1, 1), [], out var expression).Should().BeTrue();
        var definition = Small with { Jobs = [new() { Name = "a", Condition = JobCondition.If(expression!) }] };

        var read = DefinitionDocument.Read(DefinitionDocument.Write(definition));

        read.Jobs[0].Condition.Should().Be(definition.Jobs[0].Condition);
    }

    [Fact]
    public void A_step_without_dependencies_stays_apart_from_one_that_names_none()
    {
        var definition = Small with { Jobs = [new() { Name = "a", Steps = [new() { Id = "x" }, new() { Id = "y", DependsOn = [] }] }] };

        var steps = DefinitionDocument.Read(DefinitionDocument.Write(definition)).Jobs[0].Steps;

        steps[0].DependsOn.Should().BeNull();
        steps[1].DependsOn.Should().BeEmpty();
    }

    [Fact]
    public void A_filter_that_lets_nothing_pass_stays_apart_from_no_filter()
    {
        var definition = Small with { Triggers = [new() { Event = "push", Filter = new() { Branches = [] } }, new() { Event = "tag" }] };

        var triggers = DefinitionDocument.Read(DefinitionDocument.Write(definition)).Triggers;

        triggers[0].Filter.Branches.Should().BeEmpty();
        triggers[0].Filter.Tags.Should().BeNull();
        triggers[1].Filter.Should().BeSameAs(EventFilter.Any);
    }

    [Fact]
    public void A_newer_format_is_refused_with_words_that_help()
    {
        var act = () => DefinitionDocument.Read("""{"formatVersion":2,"scope":"a"}""");

        act.Should().Throw<WorkflowStoreException>().WithMessage("*a definition of format 2*reads formats 1 to 1*newer version*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"formatVersion\":\"1\"}")]
    [InlineData("{\"formatVersion\":1}")]
    [InlineData("{\"formatVersion\":1,\"scope\":\"\",\"ref\":\"a\"}")]
    [InlineData("{\"formatVersion\":1,\"scope\":\"a\",\"ref\":null}")]
    [InlineData("{\"formatVersion\":1,\"scope\":\"a\",\"ref\":\"a\",\"jobs\":[{\"name\":\"a\",\"conditionKind\":9,\"condition\":\"\"}]}")]
    [InlineData("{\"formatVersion\":1,\"scope\":\"a\",\"ref\":\"a\",\"jobs\":[{\"name\":\"a\",\"span\":[1]}]}")]
    [InlineData("{\"formatVersion\":1,\"scope\":\"a\",\"ref\":\"a\"} x")]
    public void A_broken_document_is_a_broken_store(string json)
    {
        var text = () => DefinitionDocument.Read(json);
        var bytes = () => DefinitionDocument.Read(Encoding.UTF8.GetBytes(json));

        text.Should().Throw<WorkflowStoreException>();
        bytes.Should().Throw<WorkflowStoreException>();
    }
}
