using FluentAssertions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers.Blueprints;
using Xunit;

namespace WorkflowEngine.Tests.Dispatch;

/// <summary>Jobs of the engine itself that start workflows when they end.</summary>
public sealed class EndedJobsTests : IAsyncDisposable
{
    private readonly TriggerRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_job_with_a_type_starts_who_listens_once_however_often_the_feed_is_read()
    {
        await DefineAsync();
        var run = await _rig.Client.StartAsync("train", scope: TriggerRig.One);
        await _rig.EndJobAsync(run, WorkflowStatus.Success, """{"model":"m"}""");
        await _rig.TellAsync();
        var started = (await _rig.RunsAsync()).Single(one => one.Workflow == "eval");

        started.Event.CausedByRun.Should().Be(run.Id);
        started.TriggerDepth.Should().Be(1);
        var job = started.Event.Payload!.Value;
        job.GetProperty("status").GetString().Should().Be("COMPLETE");
        job.GetProperty("name").GetString().Should().Be("fit");
        job.GetProperty("job_data").GetProperty("outputs").GetProperty("model").GetString().Should().Be("m");

        // Another process that has not seen the position, as after a crash before it was saved.
        await _rig.Client.PublishJobCompletedAsync(Completion(run, attempt: 1));
        await _rig.TellAsync();
        (await _rig.RunsAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_job_that_ended_while_nobody_was_there_is_told_when_somebody_is()
    {
        await DefineAsync();
        var run = await _rig.Client.StartAsync("train", scope: TriggerRig.One);
        await _rig.EndJobAsync(run, WorkflowStatus.Success);
        (await _rig.Store.Runs.GetObserverPositionAsync(EndedJobs.Reader)).Should().Be(0);
        var loop = _rig.EndedJobs;

        await loop.StartAsync(CancellationToken.None);
        while ((await _rig.Triggers.ListHistoryAsync(new() { Workflow = "eval" })).Count == 0)
        {
            await Task.Yield();
        }

        await loop.StopAsync(CancellationToken.None);
        (await _rig.RunsAsync()).Should().ContainSingle(one => one.Workflow == "eval");
    }

    [Fact]
    public async Task Each_attempt_that_ends_is_an_event_of_its_own()
    {
        await DefineAsync("""{"trigger_type":"TRAIN","is_enabled":true,"statuses":["COMPLETE","FAILED"]}""");
        var run = await _rig.Client.StartAsync("train", scope: TriggerRig.One);
        await _rig.EndJobAsync(run, WorkflowStatus.Failure);
        await _rig.TellAsync();
        (await _rig.Client.RerunFailedAsync(run.Id)).Should().BeTrue();
        await _rig.EndJobAsync(run, WorkflowStatus.Success);
        await _rig.TellAsync();

        var history = await _rig.Triggers.ListHistoryAsync(new() { Workflow = "eval" });
        history.Select(entry => (entry.JobAttempt, entry.JobStatus, entry.Outcome)).Should().Equal(
            (2, CompletionStatus.Complete, StartOutcome.Queued), (1, CompletionStatus.Failed, StartOutcome.Queued));
    }

    [Fact]
    public async Task A_job_that_was_cancelled_or_failed_is_told_so_and_starts_nothing_that_waits_for_success()
    {
        await DefineAsync();
        var waiting = await _rig.Client.StartAsync("train", scope: TriggerRig.One);
        await _rig.Client.CancelAsync(waiting.Id);
        var failed = await _rig.Client.StartAsync("train", scope: TriggerRig.One);
        await _rig.EndJobAsync(failed, WorkflowStatus.Failure);
        await _rig.TellAsync();

        var history = await _rig.Triggers.ListHistoryAsync(new() { Workflow = "eval" });
        history.Select(entry => (entry.JobStatus, entry.Reason)).Should().Equal(
            (CompletionStatus.Failed, StartReasons.StatusMismatch), (CompletionStatus.Cancelled, StartReasons.StatusMismatch));
    }

    [Fact]
    public async Task A_job_without_a_type_is_not_told()
    {
        await DefineAsync();
        var run = await _rig.Client.StartAsync("plain", scope: TriggerRig.One);
        await _rig.EndJobAsync(run, WorkflowStatus.Success);
        await _rig.TellAsync();

        (await _rig.Triggers.ListHistoryAsync(new())).Should().BeEmpty();
        (await _rig.Store.Runs.GetObserverPositionAsync(EndedJobs.Reader)).Should().BePositive();
    }

    [Fact]
    public async Task A_chain_of_runs_ends_three_runs_after_the_first_one()
    {
        string[] types = ["TRAIN", "EVAL", "GENERATE", "LOAD_MODEL", "DOWNLOAD_MODEL"];
        await _rig.DefineAsync(TriggerRig.One, [.. types.Select((type, index) => Workflow($"w{index}", type))]);
        for (var index = 1; index < types.Length; index++)
        {
            await _rig.SetAsync($"w{index}", $$"""{"trigger_type":"{{types[index - 1]}}","is_enabled":true}""");
        }

        // The first one would be started by the last of its chain.
        await _rig.SetAsync("w0", """{"trigger_type":"LOAD_MODEL","is_enabled":true}""");
        await _rig.Client.StartAsync("w0", scope: TriggerRig.One);
        for (var depth = 0; depth <= 3; depth++)
        {
            var run = (await _rig.RunsAsync())[0];
            (run.Workflow, run.TriggerDepth).Should().Be(($"w{depth}", depth));
            await _rig.EndJobAsync(run, WorkflowStatus.Success);
            await _rig.TellAsync();
        }

        (await _rig.RunsAsync()).Should().HaveCount(4);
        (await _rig.Triggers.ListHistoryAsync(new() { Workflow = "w4" })).Single().Reason.Should().Be(StartReasons.LoopDepth);
        (await _rig.Triggers.ListHistoryAsync(new() { Workflow = "w0" })).Single().Reason.Should().Be(StartReasons.LoopSelf);
    }

    [Theory]
    [InlineData("TRAIN", "TRAIN")]
    [InlineData("42", "42")]
    [InlineData("' '", null)]
    public void A_job_file_names_the_type(string written, string? expected)
    {
        var read = YamlWorkflow.Read($"on: push\njobs:\n  fit:\n    type: {written}\n    steps:\n      - run: 'true'\n");

        read.Definitions.Single().Jobs[0].Type.Should().Be(expected);
        read.Definitions.Single().IsValid.Should().Be(expected is not null);
    }

    private async Task DefineAsync(string config = """{"trigger_type":"TRAIN","is_enabled":true}""")
    {
        await _rig.DefineAsync(TriggerRig.One, [Workflow("train", "TRAIN"), Workflow("plain", null), Workflow("eval", null)]);
        await _rig.SetAsync("eval", config);
    }

    private static WorkflowDefinition Workflow(string name, string? type) =>
        new() { Scope = TriggerRig.One, Ref = name, Jobs = [new() { Name = "fit", Type = type }] };

    private static JobCompletion Completion(WorkflowRun run, int attempt) =>
        new() { Scope = run.Scope, JobId = $"run:{run.Id}:0", Attempt = attempt, Type = "TRAIN", RunId = run.Id };
}
