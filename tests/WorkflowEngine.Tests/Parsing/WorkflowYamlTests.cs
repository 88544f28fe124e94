using System.Security.Cryptography;
using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Parsing;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Parsing;

public sealed class WorkflowYamlTests
{
    private const string Minimal = "jobs: {a: {steps: make}}";

    [Theory]
    [InlineData("ci.yml", "ci")]
    [InlineData("a/b/deploy.prod.yaml", "deploy.prod")]
    [InlineData("CI.YML", "CI")]
    [InlineData("plain", "plain")]
    public void The_ref_is_the_stem_of_the_file(string file, string expected) =>
        YamlWorkflow.Read(Minimal, file).Definitions.Single().Ref.Should().Be(expected);

    [Fact]
    public void The_source_names_the_file_and_the_hash_of_its_bytes()
    {
        var content = Encoding.UTF8.GetBytes(Minimal);

        var definition = WorkflowYaml.Read(content, "x/ci.yml", new Scope("repo")).Definitions.Single();

        definition.Scope.Should().Be(new Scope("repo"));
        definition.Source.Should().Be(new WorkflowSource("x/ci.yml", Convert.ToHexStringLower(SHA256.HashData(content)), WorkflowFormat.Yaml));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text() =>
        YamlWorkflow.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("key: x\n" + Minimal)])
            .Diagnostics.Single().ToString().Should().StartWith("ci.yml:1:1: warning");

    [Fact]
    public void A_file_with_an_error_still_shows_its_workflow()
    {
        var result = YamlWorkflow.Read("name: Ship it\njobs: {a: {steps: make, needs: b}}");

        var definition = result.Definitions.Single();
        definition.DisplayName.Should().Be("Ship it");
        definition.IsValid.Should().BeFalse();
        definition.Jobs.Should().ContainSingle();
        definition.Diagnostics.Should().Equal(result.Diagnostics);
    }

    [Fact]
    public void A_file_that_is_no_yaml_still_shows_its_workflow()
    {
        var definition = YamlWorkflow.Read("name: Ship it\njobs: [\n").Definitions.Single();

        definition.DisplayName.Should().Be("Ship it");
        definition.IsValid.Should().BeFalse();
    }

    [Fact]
    public void A_file_without_a_name_has_no_workflow_but_says_why()
    {
        var result = YamlWorkflow.Read(Minimal, "folder/.yml");

        result.Definitions.Should().BeEmpty();
        result.Diagnostics.Single().ToString().Should().Be("folder/.yml: error WF4101: The ref of the workflow, '', is empty.");
    }

    [Fact]
    public void Warnings_leave_the_workflow_usable() =>
        YamlWorkflow.Read("extra: 1\n" + Minimal).Definitions.Single().IsValid.Should().BeTrue();

    [Fact]
    public void A_need_that_is_named_twice_counts_once()
    {
        var result = YamlWorkflow.Read("jobs: {a: {steps: x}, b: {steps: x}, c: {steps: x, needs: [a, b, a]}}");

        result.Definitions.Single().Jobs[2].Needs.Should().Equal("a", "b");
        result.Definitions.Single().IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData("if: failure()", "failure()")]
    [InlineData("if: '{{ failure() }}'", "failure()")]
    [InlineData("if: ${{ failure() }}", "failure()")]
    [InlineData("if: true", "true")]
    public void An_if_is_the_expression_without_its_braces(string condition, string expected)
    {
        var job = YamlWorkflow.Read($"jobs:\n  a:\n    steps: make\n    {condition}").Definitions.Single().Jobs.Single();

        job.Condition.Kind.Should().Be(JobConditionKind.Expression);
        job.Condition.Expression!.Source.Should().Be(expected);
    }

    [Theory]
    [InlineData("if: event ==", "4:17")]
    [InlineData("if: 'event =='", "4:18")]
    [InlineData("if: '{{ event == }}'", "4:21")]
    [InlineData("if: ${{ event == }}", "4:21")]
    [InlineData("if: '{{ a }} and {{ b }}'", "4:10")]
    public void A_broken_if_is_found_where_it_is_broken(string condition, string place)
    {
        var result = YamlWorkflow.Read($"jobs:\n  a:\n    steps: make\n    {condition}");

        result.Diagnostics.Single().Span.Start.ToString().Should().Be(place);
        result.Diagnostics.Single().IsError.Should().BeTrue();
    }

    [Theory]
    [InlineData("if:")]
    [InlineData("if: ''")]
    [InlineData("if: ~")]
    [InlineData("condition: all_success")]
    public void An_if_without_a_value_means_success(string condition) =>
        YamlWorkflow.Valid($"jobs:\n  a:\n    steps: make\n    {condition}").Jobs.Single().Condition.Should().Be(JobCondition.AllSuccess);

    [Theory]
    [InlineData("any_success", JobConditionKind.AnySuccess)]
    [InlineData("any_failed", JobConditionKind.AnyFailed)]
    [InlineData("always()", JobConditionKind.Always)]
    public void A_condition_is_one_of_the_named_rules(string rule, JobConditionKind expected) =>
        YamlWorkflow.Valid($"jobs: {{a: {{steps: x}}, b: {{needs: a, condition: {rule}, steps: x}}}}").Jobs[1].Condition.Kind.Should().Be(expected);

    [Fact]
    public void Steps_without_an_id_never_take_the_id_of_another()
    {
        var steps = YamlWorkflow.Valid("jobs: {a: {steps: [x, {run: x, name: N}, {run: x, name: N}, {id: step_1, run: x}, {id: step_5, run: x}, x]}}").Jobs[0].Steps;

        steps.Select(step => step.Id).Should().Equal("step_1_", "N", "step_3", "step_1", "step_5", "step_6");
        steps[2].DisplayName.Should().Be("N");
    }

    [Fact]
    public void Findings_come_in_the_order_of_the_lines() =>
        YamlWorkflow.Read("jobs: {a: {needs: b}}\nkey: 1\nname: [x]").Diagnostics.Select(diagnostic => diagnostic.Span.Start).Should().BeInAscendingOrder();
}
