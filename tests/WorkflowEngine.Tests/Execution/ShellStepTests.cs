using System.Diagnostics;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using static WorkflowEngine.Tests.Support.ExecutionRig;

namespace WorkflowEngine.Tests.Execution;

public sealed class ShellStepTests : IDisposable
{
    private readonly ExecutionRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_command_is_one_argument_of_the_shell()
    {
        var outcome = await _rig.RunAsync("echo 'a b' && echo \"$0\"; echo oops >&2");
        outcome.Should().Be(new TaskOutcome(WorkflowStatus.Success));
        var step = _rig.Steps.Should().ContainSingle().Subject;
        (step.Status, step.ExitCode).Should().Be((WorkflowStatus.Success, 0));
        Output(step).Should().Be(("a b\nsh\n", "oops\n"));
        _rig.Logs.Lines.Select(line => (line.Source, line.Text)).Should().BeEquivalentTo(
            [(LogSource.Output, "a b"), (LogSource.Output, "sh"), (LogSource.Error, "oops")]);
        _rig.Logs.Lines.Select(line => line.Sequence).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task An_exit_code_is_a_failure_and_standard_error_says_why()
    {
        var outcome = await _rig.RunAsync("echo first; echo 'it broke' >&2; exit 3");
        outcome.Status.Should().Be(WorkflowStatus.Failure);
        outcome.Reason.Should().Be(new StatusReason(ReasonCodes.StepFailed, "step 's1' failed: exit code 3"));
        var step = _rig.Steps.Single();
        step.Reason.Should().Be(new StatusReason(ReasonCodes.ExitCode, "it broke"));
        step.ExitCode.Should().Be(3);
    }

    [Fact]
    public async Task A_death_by_signal_is_told_apart_from_an_exit_code()
    {
        await _rig.RunAsync(Shell("killed", "kill -9 $$"), Shell("coded", "exit 137") with { DependsOn = [] });
        _rig.Steps[0].Reason.Should().Be(new StatusReason(ReasonCodes.Signal, "killed by signal 9 (SIGKILL)"));
        _rig.Steps[0].ExitCode.Should().Be(137);
        _rig.Steps[1].Reason!.Code.Should().Be(ReasonCodes.ExitCode);
    }

    [Fact]
    public async Task Standard_input_is_empty()
    {
        (await _rig.RunAsync("cat; echo read")).Status.Should().Be(WorkflowStatus.Success);
        _rig.Lines.Should().Equal("read");
    }

    [Fact]
    public async Task A_broken_pipe_ends_a_command_as_it_does_in_a_terminal()
    {
        (await _rig.RunAsync("yes | head -n 1")).Status.Should().Be(WorkflowStatus.Success);
        _rig.Lines.Should().Equal("y");
    }

    [Fact]
    public async Task A_daemon_that_keeps_the_pipe_open_neither_holds_the_job_nor_survives_it()
    {
        var began = Stopwatch.GetTimestamp();
        (await _rig.RunAsync("sleep 600 & echo $!; echo done")).Status.Should().Be(WorkflowStatus.Success);
        Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(20));
        _rig.Lines[1].Should().Be("done");
        await ProcessAssertions.AssertGoneAsync(_rig.Lines[0]);
    }

    [Fact]
    public async Task Output_written_just_before_the_end_is_complete()
    {
        (await _rig.RunAsync("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done")).Status.Should().Be(WorkflowStatus.Success);
        _rig.Lines.Should().HaveCount(2000).And.HaveElementAt(1999, "line 1999");
    }

    [Fact]
    public async Task The_lines_of_a_step_are_stored_before_its_end_is_told()
    {
        var stored = new List<int>();
        _rig.OnFact = step =>
        {
            if (step.Status == WorkflowStatus.Success)
            {
                stored.Add(_rig.Lines.Count);
            }
        };
        await _rig.RunAsync(Shell("s1", "echo one"), Shell("s2", "echo two; echo three"));
        stored.Should().Equal(1, 3);
    }

    [Fact]
    public async Task A_line_of_a_megabyte_is_cut()
    {
        await _rig.RunAsync("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo next");
        _rig.Lines.Should().HaveCount(2);
        _rig.Lines[0].Should().HaveLength(_rig.Options.MaxLogLineLength).And.EndWith("x…");
        _rig.Lines[1].Should().Be("next");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_become_replacement_characters()
    {
        await _rig.RunAsync("printf 'a\\377b\\n\\303'; printf '\\251\\n'; printf '\\303'");
        _rig.Lines.Should().Equal("a\uFFFDb", "é", "\uFFFD");
    }

    [Fact]
    public async Task Cancelling_reaches_a_silent_command_and_everything_it_started()
    {
        var fifo = _rig.MakeFifo("started");
        using var cancel = new CancellationTokenSource();
        var running = _rig.RunAsync($"sleep 600 & echo $! $$ > {fifo}; wait", cancel.Token);
        var ids = (await File.ReadAllTextAsync(fifo)).Trim().Split(' ');
        await cancel.CancelAsync();
        var outcome = await running;
        outcome.Should().Be(new TaskOutcome(WorkflowStatus.Cancelled, new StatusReason(ReasonCodes.Cancelled, "Workflow cancelled")));
        _rig.Steps.Single().Status.Should().Be(WorkflowStatus.Cancelled);
        await ProcessAssertions.AssertGoneAsync(ids);
    }

    [Fact]
    public async Task A_command_may_clean_up_when_it_is_told_to_stop()
    {
        var fifo = _rig.MakeFifo("started");
        using var cancel = new CancellationTokenSource();
        var running = _rig.RunAsync($"trap 'echo cleaned; exit 0' TERM; : > {fifo}; while :; do sleep 0.05; done", cancel.Token);
        await File.ReadAllTextAsync(fifo);
        await cancel.CancelAsync();
        (await running).Status.Should().Be(WorkflowStatus.Cancelled);
        _rig.Lines[^1].Should().Be("cleaned");
    }

    [Fact]
    public async Task A_child_of_the_shell_may_clean_up_although_the_shell_died_at_once()
    {
        var fifo = _rig.MakeFifo("started");
        using var cancel = new CancellationTokenSource();
        var inner = "trap 'sleep 0.5; echo cleaned; exit 0' TERM; : > $F; while :; do sleep 0.05; done";
        _rig.Env = new Dictionary<string, string> { ["F"] = fifo, ["INNER"] = inner };
        var running = _rig.RunAsync("sh -c \"$INNER\"; echo never", cancel.Token);
        await File.ReadAllTextAsync(fifo);
        await cancel.CancelAsync();
        await running;
        _rig.Lines[^1].Should().Be("cleaned");
    }

    [Fact]
    public async Task A_command_that_ignores_the_request_is_killed_after_the_grace()
    {
        _rig.Options.StopGrace = TimeSpan.FromMilliseconds(200);
        var fifo = _rig.MakeFifo("started");
        using var cancel = new CancellationTokenSource();
        var running = _rig.RunAsync($"trap '' TERM; sleep 600 & echo $! $$ > {fifo}; wait; wait", cancel.Token);
        var ids = (await File.ReadAllTextAsync(fifo)).Trim().Split(' ');
        await cancel.CancelAsync();
        (await running).Status.Should().Be(WorkflowStatus.Cancelled);
        await ProcessAssertions.AssertGoneAsync(ids);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_fails_and_says_so()
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = await _rig.RunAsync(Shell("slow", "sleep 600") with { Timeout = TimeSpan.FromMilliseconds(300) }, Shell("next", "echo no"));
        Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(20));
        outcome.Reason.Should().Be(new StatusReason(ReasonCodes.StepFailed, "step 'slow' failed: the step timed out after 0.3 s"));
        _rig.Steps[0].Reason!.Code.Should().Be(ReasonCodes.Timeout);
        _rig.Steps[1].Status.Should().Be(WorkflowStatus.Skipped);
    }

    [Fact]
    public async Task A_job_that_takes_too_long_fails_and_runs_no_further_step()
    {
        var job = new JobDefinition
        {
            Name = "job",
            Timeout = TimeSpan.FromMilliseconds(300),
            Steps = [Shell("slow", "sleep 600"), Shell("next", "echo no") with { DependsOn = [] }],
        };
        var outcome = await _rig.RunAsync(job);
        outcome.Should().Be(new TaskOutcome(WorkflowStatus.Failure, new StatusReason(ReasonCodes.Timeout, "the job timed out after 0.3 s")));
        _rig.Steps.Select(step => (step.Status, step.Reason!.Code)).Should().Equal(
            (WorkflowStatus.Failure, ReasonCodes.Timeout), (WorkflowStatus.Skipped, ReasonCodes.Timeout));
    }

    [Fact]
    public async Task An_interpreter_that_is_missing_is_named()
    {
        _rig.Env = new Dictionary<string, string> { ["PATH"] = "/nowhere" };
        _rig.Python = "python9";
        var step = new StepDefinition { Id = "p", Kind = StepKind.Python, Function = new PythonFunction("f.py", "f") };
        await _rig.RunAsync(Shell("file", "echo 'def f(): pass' > f.py"), step);
        _rig.Steps[0].Reason.Should().BeNull("the shell is found without a PATH");
        _rig.Steps[1].Reason.Should().Be(new StatusReason(ReasonCodes.StartFailed, "'python9' was not found on the PATH"));
    }

    [Theory]
    [InlineData("missing", "The working directory 'missing' does not exist in the workspace")]
    [InlineData("../..", "The working directory '../..' is not inside the workspace")]
    [InlineData("/", "The working directory '/' is not inside the workspace")]
    [InlineData("out/etc", "The working directory 'out/etc' is a link that leaves the workspace")]
    [InlineData("file", "The working directory 'file' is not a folder")]
    public async Task A_working_directory_must_be_a_folder_of_the_workspace(string folder, string reason)
    {
        await _rig.RunAsync(Shell("a", "ln -s / out; : > file"), Shell("b", "echo no") with { WorkingDirectory = folder });
        _rig.Steps[1].Reason.Should().Be(new StatusReason(ReasonCodes.StartFailed, reason));
    }

    [Fact]
    public async Task A_step_runs_in_its_working_directory()
    {
        await _rig.RunAsync(Shell("a", "mkdir -p sub/dir"), Shell("b", "pwd; echo $WORKFLOW_WORKSPACE") with { WorkingDirectory = "sub/dir" });
        _rig.Lines[0].Should().Be(_rig.Lines[1] + "/sub/dir");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" \n")]
    public async Task A_blank_command_is_refused(string? command)
    {
        await _rig.RunAsync(new StepDefinition { Id = "a", Run = command });
        _rig.Steps[0].Reason.Should().Be(new StatusReason(ReasonCodes.InvalidStep, "Empty command"));
    }

    [Fact]
    public async Task What_no_program_can_be_given_is_refused()
    {
        await _rig.RunAsync(
            Shell("a", "echo a\0b"),
            Shell("b", "echo b") with { DependsOn = [], Env = new Dictionary<string, string> { ["A=B"] = "c" } });
        _rig.Steps[0].Reason.Should().Be(new StatusReason(ReasonCodes.StartFailed, "the command contains a NUL character"));
        _rig.Steps[1].Reason!.Text.Should().Be("the environment variable 'A=B' has a name or value that no program can be given");
    }

    [Fact]
    public async Task Many_commands_at_once_all_end()
    {
        var children = Enumerable.Range(0, 50).Select(i => Shell($"c{i}", $"echo {i}; exit $(({i} % 2))")).ToArray();
        await _rig.RunAsync(new StepDefinition { Id = "p", Kind = StepKind.Parallel, Steps = children });
        _rig.Steps.Skip(1).Select(step => step.ExitCode).Should().Equal(Enumerable.Range(0, 50).Select(i => (int?)(i % 2)));
        _rig.Lines.Should().HaveCount(50);
    }

    private static (string Stdout, string Stderr) Output(StepRun step)
    {
        var output = JsonDocument.Parse(step.Output!).RootElement;
        return (output.GetProperty("stdout").GetString()!, output.GetProperty("stderr").GetString()!);
    }
}
