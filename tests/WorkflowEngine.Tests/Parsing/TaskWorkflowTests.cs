using System.Text;
using FluentAssertions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Tests.Conformance;
using WorkflowEngine.Tests.Support;
using Xunit;

namespace WorkflowEngine.Tests.Parsing;

public sealed class TaskWorkflowTests
{
    private const string Tasks = "version: 1.0.0\nref: p.w\ntasks:\n";

    [Fact]
    public void The_older_and_the_later_form_give_the_same_definition()
    {
        var older = TaskFileConformance.Read("""
            ref: demo.copy
            label: Copy
            version: 1.0.0
            vars: {size: 0}
            tasks:
              - name: read
                action: demo.read
                input: {path: "{{ parameters.p }}"}
                publish:
                  - size: "{{ result().size }}"
                on_success: write
                on_failure: report
              - name: write
                action: demo.write
              - name: report
                action: demo.report
            """);
        var later = TaskFileConformance.Read("""
            ref: demo.copy
            label: Copy
            version: 1.0.0
            vars: {size: 0}
            tasks:
              - name: read
                action: demo.read
                input: {path: "{{ parameters.p }}"}
                next:
                  - when: "{{ succeeded() }}"
                    publish: [{size: "{{ result().size }}"}]
                    do: [write]
                  - when: "{{ failed() }}"
                    do: [report]
              - {name: write, action: demo.write}
              - {name: report, action: demo.report}
            """);

        older.Diagnostics.Should().BeEmpty();
        later.Diagnostics.Should().BeEmpty();
        TaskJson.Write(older.Definitions[0]).ToJsonString().Should().Be(TaskJson.Write(later.Definitions[0]).ToJsonString());
    }

    [Fact]
    public void A_decision_takes_its_first_branch_and_its_default_last()
    {
        var task = TaskFileConformance.Read(Tasks + """
              - name: a
                action: core.noop
                decision:
                  - {default: true, next: c}
                  - {when: "{{ result().ok }}", next: b}
              - {name: b, action: core.noop}
              - {name: c, action: core.noop}
            """).Definitions[0].Jobs[0];

        task.Flow!.Transitions.Select(transition => transition.Choice).Should().Equal(TransitionChoice.Otherwise, TransitionChoice.FirstMatch);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_where_it_stands()
    {
        var result = TaskFileConformance.Read("""
            version: 1.0.0
            ref: p.w
            vars: {my var: 1}
            tasks:
              - name: a
                action: nodot
                retyr: {count: 1, delay: 1}
                next:
                  - do: [bb, a]
              - name: b
                action: core.noop
                join: 3
              - name: item
                action: core.noop
              - name: lost
                action: core.noop
                next: [{do: lost}]
            """);

        result.Diagnostics.Select(found => $"{found.Span.Start} {found.Code}").Should().BeEquivalentTo(
            $"3:7 {TaskCodes.InvalidVariable}",
            $"6:13 {TaskCodes.InvalidAction}",
            $"7:5 {YamlCodes.UnknownKey}",
            $"9:14 {TaskCodes.UnknownTarget}",
            $"12:11 {TaskCodes.InvalidJoin}",
            $"13:11 {TaskCodes.ReservedName}",
            $"5:11 {TaskCodes.Unreachable}",
            $"15:11 {TaskCodes.Unreachable}");
        result.Diagnostics.Should().Contain(found => found.Code == YamlCodes.UnknownKey && found.Hint == "Did you mean 'retry'?");
        result.Definitions.Should().ContainSingle().Which.IsValid.Should().BeFalse();
    }

    [Theory]
    [InlineData("        x: \"{{ upper() }}\"", "7:16", ExpressionCodes.ArgumentCount)]
    [InlineData("        x: a {{ no_such(1) }}", "7:17", ExpressionCodes.UnknownFunction)]
    [InlineData("        x: '{{ 1 + \"a\" }}'", "7:16", ExpressionCodes.WrongKind)]
    [InlineData("        x: |\n          one\n          two {{ 1 + }}", "9:21", ExpressionCodes.Syntax)]
    [InlineData("        x: {y: ['{{ task.nobody.z }}']}", "7:21", TaskCodes.UnknownTask)]
    public void A_mistake_in_an_expression_is_told_at_its_place_in_the_file(string input, string place, string code)
    {
        var result = TaskFileConformance.Read(Tasks + "  - name: b\n    action: core.noop\n    input:\n" + input + "\n");

        result.Diagnostics.Should().ContainSingle(found => found.Code == code).Which.Span.Start.ToString().Should().Be(place);
    }

    [Fact]
    public void A_join_may_wait_for_all_that_lead_to_it()
    {
        var result = TaskFileConformance.Read(Tasks + """
              - {name: a, action: core.noop, next: [{do: c}]}
              - {name: b, action: core.noop, next: [{do: c}]}
              - {name: c, action: core.noop, join: all}
            """);

        result.Diagnostics.Should().BeEmpty();
        result.Definitions[0].Jobs[2].Flow!.JoinsAll.Should().BeTrue();
    }

    [Fact]
    public void What_an_action_says_of_its_workflow_stands_in_for_what_the_file_leaves_out()
    {
        var header = new TaskWorkflowHeader { Ref = "p.deploy", Label = "Deploy", Description = "d", Tags = ["t"] };
        var result = WorkflowYaml.ReadTasks(
            Encoding.UTF8.GetBytes("version: 1\ntasks: [{name: a, action: core.noop}]"), "actions/workflows/deploy.yaml", new Scope("p"), header);

        result.Diagnostics.Should().BeEmpty();
        result.Definitions[0].Should().BeEquivalentTo(new { Ref = "p.deploy", Label = "Deploy", Description = "d", Tags = new[] { "t" } });
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("tasks: [a")]
    [InlineData("\u0000")]
    public void A_file_that_is_no_workflow_is_kept_with_what_is_wrong_with_it(string yaml)
    {
        var result = TaskFileConformance.Read(yaml, "p.w");

        result.Definitions.Should().ContainSingle().Which.IsValid.Should().BeFalse();
        result.Diagnostics.Should().Contain(found => found.IsError);
    }
}
