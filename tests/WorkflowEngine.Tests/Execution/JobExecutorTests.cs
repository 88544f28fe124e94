using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution;
using WorkflowEngine.Expressions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using static WorkflowEngine.Tests.Support.ExecutionRig;

namespace WorkflowEngine.Tests.Execution;

public sealed class JobExecutorTests : IDisposable
{
    private readonly ExecutionRig _rig = new();

    public JobExecutorTests()
    {
        _rig.Actions["ok"] = static (_, _) => new(StepResult.Success);
        _rig.Actions["fail"] = static (_, _) => new(StepResult.Failure("broken", "it is broken"));
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Every_step_tells_when_it_begins_and_when_it_ends()
    {
        (await _rig.RunAsync(Action("a", "ok"), Action("b", "ok") with { Label = "Build" })).Should().Be(new TaskOutcome(WorkflowStatus.Success));
        _rig.Facts.Select(step => (step.Index, step.Id, step.Label, step.Status)).Should().Equal(
            (0, "a", "a", WorkflowStatus.Running), (0, "a", "a", WorkflowStatus.Success),
            (1, "b", "Build", WorkflowStatus.Running), (1, "b", "Build", WorkflowStatus.Success));
        _rig.Facts.Should().OnlyContain(step => step.Job == 0 && step.Attempt == 1 && step.StartedAt != null);
        _rig.Steps.Should().OnlyContain(step => step.StoppedAt != null);
    }

    [Fact]
    public async Task Steps_after_a_failure_are_skipped_unless_they_say_otherwise()
    {
        var outcome = await _rig.RunAsync(
            Action("a", "fail"),
            Action("b", "ok"),
            Action("c", "ok") with { DependsOn = [] },
            Action("d", "ok") with { DependsOn = ["c"] },
            Action("e", "ok") with { DependsOn = ["b"] });
        outcome.Should().Be(new TaskOutcome(WorkflowStatus.Failure, new StatusReason(ReasonCodes.StepFailed, "step 'a' failed: it is broken")));
        _rig.Steps.Select(step => (step.Id, step.Status, step.Reason?.Code)).Should().Equal(
            ("a", WorkflowStatus.Failure, "broken"),
            ("b", WorkflowStatus.Skipped, ReasonCodes.EarlierStepFailed),
            ("c", WorkflowStatus.Success, null),
            ("d", WorkflowStatus.Success, null),
            ("e", WorkflowStatus.Skipped, ReasonCodes.DependencyFailed));
        _rig.Steps[1].StartedAt.Should().BeNull();
    }

    [Fact]
    public async Task Steps_that_depend_on_each_other_are_skipped_and_not_waited_for()
    {
        (await _rig.RunAsync(Action("a", "ok") with { DependsOn = ["b"] }, Action("b", "ok") with { DependsOn = ["a"] }))
            .Status.Should().Be(WorkflowStatus.Success);
        _rig.Steps.Should().OnlyContain(step => step.Status == WorkflowStatus.Skipped && step.Reason!.Code == ReasonCodes.DependencyFailed);
    }

    [Theory]
    [InlineData("failure()", WorkflowStatus.Success, null)]
    [InlineData("always()", WorkflowStatus.Success, null)]
    [InlineData("event.name == 'push'", WorkflowStatus.Skipped, ReasonCodes.EarlierStepFailed)]
    [InlineData("success()", WorkflowStatus.Skipped, ReasonCodes.ConditionFalse)]
    [InlineData("always() and nonsense", WorkflowStatus.Failure, ReasonCodes.ConditionError)]
    public async Task A_condition_decides_over_the_steps_before(string condition, WorkflowStatus status, string? code)
    {
        await _rig.RunAsync(Action("a", "fail"), Action("b", "ok") with { If = Parse(condition) });
        (_rig.Steps[1].Status, _rig.Steps[1].Reason?.Code).Should().Be((status, code));
    }

    [Fact]
    public async Task A_condition_without_a_status_function_is_asked_while_all_is_well()
    {
        await _rig.RunAsync(
            Action("a", "ok") with { If = Parse("event.name == 'push'") },
            Action("b", "ok") with { If = Parse("event.name == 'pull'") });
        _rig.Steps.Select(step => step.Status).Should().Equal(WorkflowStatus.Success, WorkflowStatus.Skipped);
    }

    [Fact]
    public async Task What_action_steps_give_is_the_output_of_the_job()
    {
        _rig.Actions["number"] = static (context, _) =>
        {
            context.Output = JsonSerializer.SerializeToElement(42);
            return new(StepResult.Success);
        };
        _rig.Actions["object"] = static (_, _) => new(StepResult.Success with { Output = """{"a":1}""" });
        var outcome = await _rig.RunAsync(Action("n", "number"), Shell("s", "echo hi"), Action("o", "object"), Action("x", "ok"));
        outcome.Outputs.Should().Be("""{"n":42,"o":{"a":1}}""");
    }

    [Fact]
    public async Task An_exception_of_the_host_is_a_failure_with_its_type_and_message()
    {
        _rig.Actions["now"] = static (_, _) => throw new InvalidOperationException("no such order");
        _rig.Actions["later"] = static async (_, _) =>
        {
            await Task.Yield();
            throw new TaskCanceledException("a request of the host took too long");
        };
        await _rig.RunAsync(Action("a", "now"), Action("b", "later") with { DependsOn = [] }, Action("c", "nobody") with { DependsOn = [] });
        _rig.Steps.Select(step => (step.Status, step.Reason)).Should().Equal(
            (WorkflowStatus.Failure, new StatusReason(ReasonCodes.Exception, "InvalidOperationException: no such order")),
            (WorkflowStatus.Failure, new StatusReason(ReasonCodes.Exception, "TaskCanceledException: a request of the host took too long")),
            (WorkflowStatus.Failure, new StatusReason(ReasonCodes.UnknownAction, "No action is registered under the name 'nobody'")));
    }

    [Fact]
    public async Task A_failed_step_is_tried_again_and_the_log_says_so()
    {
        var calls = 0;
        _rig.Actions["flaky"] = (_, _) => new(++calls < 3 ? StepResult.Failure("broken", "not yet") : StepResult.Success);
        var retry = new RetryPolicy { Count = 5, Delay = TimeSpan.FromMilliseconds(1) };
        (await _rig.RunAsync(Action("a", "flaky") with { Retry = retry })).Status.Should().Be(WorkflowStatus.Success);
        calls.Should().Be(3);
        _rig.Lines.Should().Equal(
            "attempt 1 failed: not yet; retry 1 of 5 in 0.001 s", "attempt 2 failed: not yet; retry 2 of 5 in 0.001 s");
        _rig.Facts.Should().HaveCount(2);
    }

    [Fact]
    public async Task Only_the_failures_that_the_policy_names_are_tried_again()
    {
        var calls = 0;
        _rig.Actions["flaky"] = (_, _) => new(StepResult.Failure(++calls == 1 ? "busy" : "broken", "no"));
        var retry = new RetryPolicy { Count = 5, RetryOn = ["busy"] };
        await _rig.RunAsync(Action("a", "flaky") with { Retry = retry });
        calls.Should().Be(2);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_another_attempt_and_all_later_steps()
    {
        using var cancel = new CancellationTokenSource();
        _rig.Actions["stop"] = (_, _) =>
        {
            cancel.CancelAfter(TimeSpan.FromMilliseconds(50));
            return new(StepResult.Failure("broken", "no"));
        };
        var retry = new RetryPolicy { Count = 1, Delay = TimeSpan.FromHours(1) };
        var job = new JobDefinition { Name = "job", Steps = [Action("a", "stop") with { Retry = retry }, Action("b", "ok") with { DependsOn = [] }] };
        (await _rig.RunAsync(job, cancel.Token)).Status.Should().Be(WorkflowStatus.Cancelled);
        _rig.Steps.Select(step => (step.Status, step.Reason!.Text)).Should().Equal(
            (WorkflowStatus.Cancelled, "Workflow cancelled"), (WorkflowStatus.Cancelled, "Workflow cancelled"));
    }

    [Fact]
    public async Task A_cancel_that_comes_when_all_is_done_changes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        _rig.Actions["last"] = async (_, _) =>
        {
            await cancel.CancelAsync();
            return StepResult.Success;
        };
        var job = new JobDefinition { Name = "job", Steps = [Action("a", "last")] };
        (await _rig.RunAsync(job, cancel.Token)).Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public async Task Host_code_is_told_when_its_time_is_used_up()
    {
        _rig.Actions["wait"] = static async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return StepResult.Success;
        };
        var outcome = await _rig.RunAsync(Action("a", "wait") with { Timeout = TimeSpan.FromMilliseconds(50) });
        outcome.Status.Should().Be(WorkflowStatus.Failure);
        _rig.Steps[0].Reason.Should().Be(new StatusReason(ReasonCodes.Timeout, "the step timed out after 0.05 s"));
    }

    [Fact]
    public async Task Parallel_children_run_together_once_each()
    {
        using var meeting = new Barrier(3);
        _rig.Actions["meet"] = (_, token) => new(meeting.SignalAndWait(TimeSpan.FromSeconds(30), token) ? StepResult.Success : StepResult.Failure("alone", "nobody came"));
        var group = new StepDefinition { Id = "p", Kind = StepKind.Parallel, Steps = [Action("a", "meet"), Action("b", "meet"), Action("c", "meet")] };
        (await _rig.RunAsync(group, Action("after", "ok"))).Status.Should().Be(WorkflowStatus.Success);
        _rig.Steps.Select(step => (step.Index, step.Id)).Should().Equal((0, "p"), (1, "a"), (2, "b"), (3, "c"), (4, "after"));
        _rig.Facts.Where(step => step.Status == WorkflowStatus.Running).Should().HaveCount(5);
    }

    [Fact]
    public async Task A_parallel_step_runs_no_more_children_at_once_than_it_allows()
    {
        var (now, most) = (0, 0);
        _rig.Actions["count"] = async (_, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return StepResult.Success;
        };
        var children = Enumerable.Range(0, 40).Select(i => Action($"c{i}", "count")).ToArray();
        await _rig.RunAsync(new StepDefinition { Id = "p", Kind = StepKind.Parallel, MaxParallel = 2, Steps = children });
        most.Should().BeLessThanOrEqualTo(2);
        _rig.Steps.Should().HaveCount(41).And.OnlyContain(step => step.Status == WorkflowStatus.Success);
    }

    [Fact]
    public async Task A_failed_child_fails_its_group_and_lets_the_others_finish()
    {
        var group = new StepDefinition
        {
            Id = "p",
            Kind = StepKind.Parallel,
            Steps = [Action("a", "fail"), Action("b", "ok"), Action("c", "ok") with { DependsOn = ["b"] }, Action("d", "ok") with { DependsOn = ["a"] }],
        };
        var outcome = await _rig.RunAsync(group, Action("after", "ok"));
        outcome.Reason!.Text.Should().Be("step 'p' failed: Parallel group failed");
        _rig.Steps.Select(step => step.Status).Should().Equal(
            WorkflowStatus.Failure, WorkflowStatus.Failure, WorkflowStatus.Success, WorkflowStatus.Success, WorkflowStatus.Skipped, WorkflowStatus.Skipped);
    }

    [Fact]
    public async Task Cancelling_a_parallel_step_cancels_children_that_run_and_those_that_wait()
    {
        using var cancel = new CancellationTokenSource();
        _rig.Actions["stop"] = async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return StepResult.Success;
        };
        var group = new StepDefinition { Id = "p", Kind = StepKind.Parallel, MaxParallel = 1, Steps = [Action("a", "stop"), Action("b", "ok")] };
        (await _rig.RunAsync(new JobDefinition { Name = "job", Steps = [group] }, cancel.Token)).Status.Should().Be(WorkflowStatus.Cancelled);
        _rig.Steps.Should().HaveCount(3).And.OnlyContain(step => step.Status == WorkflowStatus.Cancelled);
    }

    [Fact]
    public async Task Children_of_a_group_whose_time_is_used_up_failed_and_were_not_cancelled()
    {
        var group = new StepDefinition
        {
            Id = "p",
            Kind = StepKind.Parallel,
            MaxParallel = 1,
            Timeout = TimeSpan.FromMilliseconds(100),
            Steps = [Shell("a", "sleep 600"), Action("b", "ok")],
        };
        (await _rig.RunAsync(group)).Status.Should().Be(WorkflowStatus.Failure);
        _rig.Steps.Select(step => (step.Status, step.Reason!.Text)).Should().Equal(
            (WorkflowStatus.Failure, "the step timed out after 0.1 s"),
            (WorkflowStatus.Failure, "the time of step 'p' was used up"),
            (WorkflowStatus.Skipped, "the time of step 'p' was used up"));
    }

    [Fact]
    public async Task Host_code_that_never_awaits_is_told_that_a_written_limit_is_over()
    {
        _rig.Actions["block"] = static (_, token) =>
        {
            var told = token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            return new(told ? StepResult.Failure("told", "told") : StepResult.Success);
        };
        var job = new JobDefinition { Name = "job", Timeout = TimeSpan.FromMilliseconds(50), Steps = [Action("a", "block")] };
        (await _rig.RunAsync(job)).Reason!.Code.Should().Be(ReasonCodes.Timeout);
    }

    [Fact]
    public async Task Groups_may_stand_in_groups()
    {
        var inner = new StepDefinition { Id = "q", Kind = StepKind.Parallel, Steps = [Action("b", "ok"), Action("c", "fail")] };
        var outer = new StepDefinition { Id = "p", Kind = StepKind.Parallel, Steps = [Action("a", "ok"), inner, Action("d", "ok")] };
        (await _rig.RunAsync(outer)).Status.Should().Be(WorkflowStatus.Failure);
        _rig.Steps.Select(step => (step.Id, step.Status == WorkflowStatus.Success)).Should().Equal(
            ("p", false), ("a", true), ("q", false), ("b", true), ("c", false), ("d", true));
    }

    [Fact]
    public async Task Secrets_are_nowhere_in_what_is_kept()
    {
        _rig.Secrets = ["hunter22"];
        _rig.Actions["leak"] = static (_, _) => new(StepResult.Success with { Output = "\"hunter22\"" });
        var outcome = await _rig.RunAsync(Action("a", "leak"), Shell("b", "printf hunt; echo er22; echo hunter22 >&2; exit 1"));
        outcome.Outputs.Should().Be("""{"a":"***"}""");
        _rig.Lines.Should().BeEquivalentTo("***", "***");
        _rig.Steps[1].Reason!.Text.Should().Be("***");
        _rig.Steps[1].Output.Should().Be("""{"stdout":"***\n","stderr":"***\n"}""");
    }

    [Fact]
    public async Task The_log_is_complete_when_the_outcome_is_known_although_the_store_stumbles()
    {
        _rig.Logs.Failures = 2;
        await _rig.RunAsync("echo a; echo b");
        _rig.Lines.Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_lost_lease_does_not_hold_up_what_is_being_said()
    {
        _rig.Logs.IsLeaseHeld = false;
        (await _rig.RunAsync("yes | head -c 20000000")).Status.Should().Be(WorkflowStatus.Success);
        _rig.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Output_waits_for_a_slow_store_and_nothing_is_lost()
    {
        var gate = new TaskCompletionSource();
        _rig.Logs.Gate = gate.Task;
        var running = _rig.RunAsync("head -c 12000000 /dev/zero | tr '\\0' x | fold -w 1000; echo; echo end");
        await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System));
        running.IsCompleted.Should().BeFalse();
        gate.SetResult();
        (await running).Status.Should().Be(WorkflowStatus.Success);
        _rig.Lines.Should().HaveCount(12_001);
        _rig.Lines[^1].Should().Be("end");
    }

    [Fact]
    public async Task A_job_of_host_code_alone_leaves_no_trace_on_the_disk()
    {
        await _rig.RunAsync(Action("a", "ok"));
        Directory.Exists(_rig.PathOf("workspaces")).Should().BeFalse();
        _rig.Logs.Calls.Should().Be(0);
    }

    private static Expression Parse(string text) => Expression.TryParse(text, default, [], out var expression) ? expression : throw new ArgumentException(text);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
