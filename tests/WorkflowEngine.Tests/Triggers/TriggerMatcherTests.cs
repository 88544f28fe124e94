using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

public sealed class TriggerMatcherTests
{
    private static readonly WorkflowEvent Push = new() { Name = "push", Ref = "refs/heads/dev" };

    [Fact]
    public void A_workflow_for_another_event_says_which()
    {
        Explain(On("chat") with { Agent = true }, Push).Should().Be((false, "event \"push\" is not one of chat"));
        Explain(On("chat") with { Agent = true }, new() { Name = "chat" }).Should().Be((true, "event \"chat\" starts it"));
        Explain(On("Push"), Push).Should().Be((false, "event \"push\" is not one of Push"));
        Explain(On(), Push).Should().Be((false, "it has no triggers, so only an explicit start runs it"));
    }

    [Fact]
    public void A_branch_filter_says_what_it_wanted()
    {
        Explain(Filtered(new() { Branches = ["main"] }), Push).Should().Be((false, "branch \"dev\" is not one of main"));
        Explain(Filtered(new() { Branches = [] }), Push).Should().Be((false, "branch \"dev\" is not one of an empty list"));
        Explain(Filtered(new() { BranchesIgnore = ["d*"] }), Push).Should().Be((false, "branch \"dev\" is ignored by d*"));
        Explain(Filtered(new() { Tags = ["v*"] }), Push).Should().Be((false, "\"dev\" is a branch, and only tags start the workflow"));
        Explain(Filtered(new() { Branches = ["d*"] }), Push).Should().Be((true, "event \"push\" on branch \"dev\" starts it"));
        Explain(Filtered(new() { Branches = ["d*"] }), Push with { Ref = null })
            .Should().Be((false, "the event names no branch or tag, and the workflow filters them"));
        Explain(Filtered(new() { Branches = ["d*"] }), Push with { Ref = "dev" }).Item1.Should().BeTrue("a bare name is a branch");
    }

    [Fact]
    public void A_tag_filter_says_what_it_wanted()
    {
        var tag = Push with { Ref = "refs/tags/v1" };
        Explain(Filtered(new() { Branches = ["main"] }), tag).Should().Be((false, "\"v1\" is a tag, and only branches start the workflow"));
        Explain(Filtered(new() { Tags = ["w*"] }), tag).Should().Be((false, "tag \"v1\" is not one of w*"));
        Explain(Filtered(new() { TagsIgnore = ["v*"] }), tag).Should().Be((false, "tag \"v1\" is ignored by v*"));
        Explain(Filtered(new() { Tags = ["v*"] }), tag).Should().Be((true, "event \"push\" of tag \"v1\" starts it"));
    }

    [Fact]
    public void A_path_filter_tells_unknown_paths_from_none()
    {
        var paths = Filtered(new() { Paths = ["src/**"] });
        Explain(paths, Push).Should().Be((true, "changed paths are not known, so the path filter lets it pass"));
        Explain(paths, Push with { ChangedPaths = [] }).Should().Be((false, "no path changed, and the workflow filters paths"));
        Explain(paths, Push with { ChangedPaths = ["a.md"] }).Should().Be((false, "no changed path matches src/**"));
        Explain(paths, Push with { ChangedPaths = ["a.md", "src/b"] }).Should().Be((true, "changed path \"src/b\" matches src/**"));
        var ignore = Filtered(new() { PathsIgnore = ["docs/**"] });
        Explain(ignore, Push with { ChangedPaths = ["docs/a"] }).Should().Be((false, "every changed path is ignored by docs/**"));
        Explain(ignore, Push with { ChangedPaths = ["docs/a", "b"] }).Should().Be((true, "changed path \"b\" is not ignored by docs/**"));
    }

    [Fact]
    public void A_pull_request_is_filtered_by_its_base_and_has_default_types()
    {
        var request = new WorkflowEvent { Name = "pull_request", Ref = "refs/heads/topic", BaseRef = "main", Action = "opened" };
        var workflow = Filtered(new() { Branches = ["main"] }, "pull_request");
        Explain(workflow, request).Should().Be((true, "event \"pull_request\" on branch \"main\" starts it"));
        Explain(workflow, request with { Action = "closed" })
            .Should().Be((false, "type \"closed\" is not one of opened, synchronize, reopened"));
        Explain(workflow, request with { Action = null }).Item1.Should().BeTrue("nobody wrote the default types down");
        Explain(Filtered(new() { Types = ["closed"] }, "pull_request"), request with { Action = null })
            .Should().Be((false, "the event has no type, and it must be one of closed"));
    }

    [Theory]
    [InlineData("""{"comment":{"body":"hi @plue"}}""", true)]
    [InlineData("""{"comment":{"body":"hi"},"message":"@plue"}""", false)]
    [InlineData("""{"head_commit":{"message":"fix @plue"}}""", true)]
    [InlineData("""{"message":"@plue go"}""", true)]
    [InlineData("""{"message":7}""", false)]
    [InlineData("[]", false)]
    [InlineData(null, false)]
    public void A_text_filter_looks_at_the_comment_or_the_message(string? payload, bool expected)
    {
        var occurrence = Push with { Payload = payload is null ? null : JsonSerializer.Deserialize<JsonElement>(payload) };
        var (isMatch, reason) = Explain(Filtered(new() { Contains = "@plue" }), occurrence);
        isMatch.Should().Be(expected);
        reason.Should().Be(expected ? "event \"push\" on branch \"dev\" starts it" : "the message does not contain \"@plue\"");
    }

    [Fact]
    public void One_of_several_triggers_for_an_event_is_enough()
    {
        var workflow = new WorkflowDefinition
        {
            Ref = "w",
            Triggers =
            [
                new() { Event = "push", Filter = new() { Branches = ["main"] } },
                new() { Event = "push", Filter = new() { Branches = ["release"] } },
            ],
        };
        Explain(workflow, Push with { Ref = "refs/heads/release" }).Item1.Should().BeTrue();
        Explain(workflow, Push).Should().Be((false, "branch \"dev\" is not one of main, and branch \"dev\" is not one of release"));
    }

    [Fact]
    public void A_definition_with_an_error_never_starts_and_says_the_error()
    {
        var broken = On("push") with
        {
            Diagnostics = [Diagnostic.Warning("W", "odd", default), Diagnostic.Error("E", "A step has no command.", default)],
        };
        Explain(broken, Push).Should().Be((false, "the definition has an error: A step has no command."));
        Explain(Filtered(new() { Branches = ["["] }), Push)
            .Should().Be((false, "the definition has an error: The filter pattern \"[\" cannot be read: the closing ] of a set is missing."));
    }

    [Fact]
    public void A_workflow_does_not_start_itself_unless_it_may()
    {
        var ended = new WorkflowEvent { Name = "run_completed", CausedByRun = 7, CausedByWorkflow = "w" };
        Explain(On("run_completed"), ended)
            .Should().Be((false, "run 7 of the same workflow caused the event, and it may not start itself"));
        Explain(On("run_completed") with { AllowSelfTrigger = true }, ended).Item1.Should().BeTrue();
        Explain(On("run_completed") with { Ref = "other" }, ended).Item1.Should().BeTrue();
    }

    [Fact]
    public void A_schedule_starts_only_the_workflow_that_has_it()
    {
        var workflow = new WorkflowDefinition { Ref = "w", Triggers = [new() { Event = "schedule", Cron = "0 3 * * *" }] };
        Explain(workflow, new() { Name = "schedule", Action = "0 3 * * *" }).Item1.Should().BeTrue();
        Explain(workflow, new() { Name = "schedule", Action = "0 4 * * *" })
            .Should().Be((false, "the schedule \"0 4 * * *\" is not \"0 3 * * *\""));
        Explain(workflow, new() { Name = "manual" }).Should().Be((false, "event \"manual\" is not one of schedule"));
    }

    [Fact]
    public void Another_scope_is_not_asked()
    {
        var index = TriggerIndex.Create([On("push") with { Scope = new("a") }]);
        TriggerMatcher.Match(index, Push with { Scope = new("b") }).Should().BeEmpty();
        TriggerMatcher.Explain(index, Push with { Scope = new("b") }).Should().BeEmpty();
    }

    [Fact]
    public void What_triggers_hold_is_read_when_the_definition_is()
    {
        var pattern = Filtered(new() { Paths = ["a", "["] }) with { Source = new("f.py", "", WorkflowFormat.Python) };
        TriggerDiagnostics.AddTo(pattern).Diagnostics.Should().ContainSingle().Which.ToString().Should().Be(
            "f.py: error WF4001: The filter pattern \"[\" cannot be read: the closing ] of a set is missing.");
        TriggerDiagnostics.Of(Filtered(new() { Branches = ["!a"] })).Should().ContainSingle().Which.ToString().Should().Be(
            "-: warning WF4002: All branches patterns of the event \"push\" are negated, so it never starts the workflow. (put a positive pattern first)");
        var cron = new WorkflowDefinition { Ref = "w", Triggers = [new() { Event = "schedule", Cron = "* *", Span = SourceSpan.At(3, 4) }] };
        TriggerDiagnostics.AddTo(cron).Diagnostics.Should().ContainSingle().Which.ToString().Should().StartWith("-:3:4: error WF4003");
    }

    private static WorkflowDefinition On(params string[] names) => new()
    {
        Ref = "w",
        Triggers = [.. names.Select(name => new TriggerDefinition { Event = name })],
    };

    private static WorkflowDefinition Filtered(EventFilter filter, string name = "push") => new()
    {
        Ref = "w",
        Triggers = [new() { Event = name, Filter = filter }],
    };

    private static (bool, string) Explain(WorkflowDefinition workflow, WorkflowEvent occurrence)
    {
        var index = TriggerIndex.Create([workflow]);
        var match = TriggerMatcher.Explain(index, occurrence).Single();
        TriggerMatcher.Match(index, occurrence).Count.Should().Be(match.IsMatch ? 1 : 0);
        return (match.IsMatch, match.Reason);
    }
}
