using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Execution.Values;

public sealed class StepValueTests : IDisposable
{
    private readonly ExecutionRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_step_gets_what_earlier_steps_gave_when_it_starts()
    {
        _rig.Actions["give"] = (_, _) => ValueTask.FromResult(StepResult.Success with { Output = """{"name":"Ada","list":[1,2]}""" });
        await _rig.RunAsync(
            ExecutionRig.Shell("version", "echo 1.2") with { Label = "read version 3.0" },
            ExecutionRig.Action("person", "give"),
            ExecutionRig.Shell("use", """
                echo v={{ steps.version.stdout | strip }} code={{steps.read version 3.0.exit_code}} ok={{ steps.version.success }}
                echo {{ steps.person.output.name }} '{{ steps.person.output.list }}'
                """));
        Last().Status.Should().Be(WorkflowStatus.Success, Last().Reason?.ToString());
        _rig.Lines.Should().Equal("1.2", "v=1.2 code=0 ok=true", "Ada [1,2]");
    }

    [Theory]
    [InlineData("echo {{ steps.a.stdout }}")]
    [InlineData("echo \"{{ steps.a.stdout }}\"")]
    [InlineData("echo '{{ steps.a.stdout }}'")]
    [InlineData("echo \"$(echo {{ steps.a.stdout }})\"")]
    [InlineData("cat <<END\n{{ steps.a.stdout }}\nEND")]
    [InlineData("# don't\ncat <<-'X' && echo {{ steps.a.stdout }}\n\tX")]
    [InlineData("x={{ steps.a.stdout }}; printf '%s\\n' \"$x\"")]
    public async Task A_value_cannot_become_part_of_the_command(string command)
    {
        const string evil = "'; touch evil; \"; $(touch evil) `touch evil` ${HOME} * \\";
        await _rig.RunAsync(
            ExecutionRig.Shell("a", "printf '%s' \"$EVIL\"") with { Env = new Dictionary<string, string> { ["EVIL"] = evil } },
            ExecutionRig.Shell("b", command),
            ExecutionRig.Shell("c", "test ! -e evil"));
        _rig.Steps.Should().OnlyContain(step => step.Status == WorkflowStatus.Success);
        Output("b").Should().Be(evil + "\n");
    }

    [Fact]
    public async Task Braces_that_are_no_placeholder_stay_and_a_brace_of_an_event_is_a_brace()
    {
        await _rig.RunAsync(ExecutionRig.Shell("a", "echo '{{.State}} {{ x }}' '{{ '{' }}{{ '{' }} secret:KEY }}' \"$A\"") with
        {
            Env = new Dictionary<string, string> { ["A"] = "{{ '{' }}{{ '{' }} env:HOME }}" },
        });
        _rig.Lines.Should().Equal("{{.State}} {{ x }} {{ secret:KEY }} {{ env:HOME }}");
    }

    [Fact]
    public async Task Files_of_the_workspace_are_read_listed_and_hashed_but_nothing_outside()
    {
        await _rig.RunAsync(
            ExecutionRig.Shell("make", "mkdir d; echo one > 'a b.md'; echo two > c.md; echo x > d/e.md; ln -s /etc/hostname link; ln -s /etc up"),
            ExecutionRig.Shell("use", "printf '<%s>' {{ glob:*.md }} {{ glob:**/*.md }}; echo; cat {{ glob:c.* }}; echo {{ file:a b.md | strip }}"),
            ExecutionRig.Shell("hash", "echo {{ hash_files:**/*.md }} {{ hash_files:none }}"),
            ExecutionRig.Shell("out", "echo {{ file:link }}"),
            ExecutionRig.Shell("up", "echo {{ file:../../x }}") with { DependsOn = [] });
        _rig.Lines.Should().StartWith(["<a b.md><c.md><a b.md><c.md><d/e.md>", "two", "one"]);
        Output("hash").Trim().Should().MatchRegex("^[0-9a-f]{64}$");
        _rig.Steps[3].Reason!.Text.Should().Contain("'{{ file:link }}': the file 'link' is a link that leaves the workspace");
        _rig.Steps[4].Reason!.Text.Should().Contain("is not inside the workspace");
    }

    [Theory]
    [InlineData("{{ steps.none.stdout }}", "no step of that name has ended")]
    [InlineData("{{ secret:NONE }}", "this worker has no secret of that name")]
    [InlineData("$(( {{ steps.a.exit_code }} + 1 ))", "cannot stand inside $((...))")]
    [InlineData("{{ steps.a.output.x }}", "gave no 'x'")]
    [InlineData("{{ steps.a.nothing }}", "a step has no 'nothing'")]
    [InlineData("{{ steps.big.stdout }}{{ file:big }}", "the file has more than")]
    [InlineData("{{ env:HOME | upper }}", "there is no filter 'upper'")]
    public async Task What_has_no_value_fails_the_step_with_the_reason(string placeholder, string why)
    {
        await _rig.RunAsync(
            ExecutionRig.Shell("a", "echo"),
            ExecutionRig.Shell("big", "head -c 200000 /dev/zero | tr '\\0' x > big; echo"),
            ExecutionRig.Shell("b", $"echo {placeholder}"));
        Last().Status.Should().Be(WorkflowStatus.Failure);
        Last().Reason!.Code.Should().Be(ReasonCodes.InvalidStep);
        Last().Reason!.Text.Should().Contain(why);
    }

    private StepRun Last() => _rig.Steps[^1];

    private string Output(string id) =>
        JsonDocument.Parse(_rig.Steps.Single(step => step.Id == id).Output!).RootElement.GetProperty("stdout").GetString()!;
}
