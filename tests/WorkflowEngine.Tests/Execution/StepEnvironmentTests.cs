using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Support.ExecutionRig;

namespace WorkflowEngine.Tests.Execution;

public sealed class StepEnvironmentTests : IDisposable
{
    private readonly ExecutionRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Later_ones_replace_earlier_ones_and_the_engine_comes_last()
    {
        _rig.Env = Map("A=plan", "B=plan", "C=plan", "D=plan", "E=plan");
        _rig.Item = JsonSerializer.SerializeToElement("item");
        var step = Shell("s", "echo $A $B $C $D $E $CI $WORKFLOW_STEP") with { Env = Map("E=step", "CI=no", "WORKFLOW_STEP=mine") };
        var group = new StepDefinition { Id = "p", Kind = StepKind.Parallel, Env = Map("D=group", "E=group"), Steps = [step] };
        await _rig.RunAsync(new JobDefinition
        {
            Name = "build",
            Env = Map("B=job", "C=job", "D=job", "E=job"),
            ForEach = new ForEachDefinition([], "C"),
            Steps = [group],
        });
        _rig.Lines.Should().Equal("plan job item group step true s");
    }

    [Fact]
    public async Task An_item_that_is_not_text_is_its_json()
    {
        _rig.Item = JsonSerializer.SerializeToElement(new { os = "linux" });
        await _rig.RunAsync(new JobDefinition { Name = "build", ForEach = new ForEachDefinition([]), Steps = [Shell("s", "echo \"$ITEM\"")] });
        _rig.Lines.Should().Equal("""{"os":"linux"}""");
    }

    [Fact]
    public async Task The_event_is_told_under_both_kinds_of_names()
    {
        _rig.Event = new WorkflowEvent
        {
            Scope = new Scope("acme/shop"),
            Name = "push",
            Ref = "refs/heads/feature/x",
            Sha = "abc123",
            Before = "def456",
            Actor = "ada",
        };
        await _rig.RunAsync("env | grep -E '^(CI|WORKFLOW|REACTORCIDE|RC)_?' | grep -v -E 'WORKSPACE|_DIR' | sort");
        _rig.Lines.Should().Equal(
            "CI=true",
            "RC_WF_ID=7",
            "REACTORCIDE_BRANCH=feature/x",
            "REACTORCIDE_CI=true",
            "REACTORCIDE_DIFF_BASE=def456",
            "REACTORCIDE_EVENT_TYPE=push",
            "REACTORCIDE_GIT_BRANCH=feature/x",
            "REACTORCIDE_GIT_COMMIT=abc123",
            "REACTORCIDE_GIT_REF=refs/heads/feature/x",
            "REACTORCIDE_HEAD_ACTOR=ada",
            "REACTORCIDE_JOB_ID=7-0",
            "REACTORCIDE_REPO=acme/shop",
            "REACTORCIDE_SHA=abc123",
            "WORKFLOW_ATTEMPT=1",
            "WORKFLOW_EVENT=push",
            "WORKFLOW_JOB=job",
            "WORKFLOW_NAME=ci",
            "WORKFLOW_REF=refs/heads/feature/x",
            "WORKFLOW_REF_NAME=feature/x",
            "WORKFLOW_RUN_ID=7",
            "WORKFLOW_RUN_NUMBER=3",
            "WORKFLOW_SCOPE=acme/shop",
            "WORKFLOW_SHA=abc123",
            "WORKFLOW_STEP=s1");
    }

    [Fact]
    public async Task A_tag_is_not_a_branch()
    {
        _rig.Event = new WorkflowEvent { Name = "push", Ref = "refs/tags/v1" };
        await _rig.RunAsync("echo ${REACTORCIDE_BRANCH-none} $WORKFLOW_REF_NAME");
        _rig.Lines.Should().Equal("none v1");
    }

    [Fact]
    public async Task A_variable_of_the_engine_without_a_value_cannot_be_made_up()
    {
        _rig.Env = Map("WORKFLOW_SHA=forged", "REACTORCIDE_SHA=forged", "REACTORCIDE_OWN=fine");
        await _rig.RunAsync("echo ${WORKFLOW_SHA-none} ${REACTORCIDE_SHA-none} $REACTORCIDE_OWN");
        _rig.Lines.Should().Equal("none none fine");
    }

    [Fact]
    public async Task The_host_shows_only_a_few_of_its_variables()
    {
        Environment.SetEnvironmentVariable("HOST_PASSWORD_FOR_TESTS", "secret");
        await _rig.RunAsync("echo ${HOST_PASSWORD_FOR_TESTS-none} ${PATH:+path}; [ \"$WORKFLOW_WORKSPACE\" = \"$PWD\" ] && echo here");
        _rig.Lines.Should().Equal("none path", "here");
    }

    private static Dictionary<string, string> Map(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
}
