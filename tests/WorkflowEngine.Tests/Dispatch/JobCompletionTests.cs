using FluentAssertions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers.Blueprints;
using Xunit;

namespace WorkflowEngine.Tests.Dispatch;

public sealed class JobCompletionTests : IAsyncDisposable
{
    private const string Train = """{"trigger_type":"TRAIN","is_enabled":true}""";
    private readonly TriggerRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_job_starts_every_workflow_that_listens_once_and_each_has_one_entry()
    {
        await _rig.DefineAsync(TriggerRig.One, "a", "b", "c");
        await _rig.SetAsync("b", Train);
        await _rig.SetAsync("a", Train);

        var first = await _rig.EndAsync("7");
        var again = await _rig.EndAsync("7");

        first.Repeated.Should().BeFalse();
        first.Runs.Select(run => run.Workflow).Should().Equal("a", "b");
        again.Repeated.Should().BeTrue();
        again.Runs.Select(run => run.Id).Should().Equal(first.Runs.Select(run => run.Id));
        again.History.Select(entry => (entry.Workflow, entry.RunId)).Should().Equal(first.History.Select(entry => (entry.Workflow, entry.RunId)));
        (await _rig.RunsAsync()).Should().HaveCount(2).And.OnlyContain(run => run.Event.Name == "job_completed" && run.Event.Action == "TRAIN");
    }

    [Fact]
    public async Task Another_attempt_of_the_job_is_another_event()
    {
        await _rig.DefineAsync(TriggerRig.One, "a");
        await _rig.SetAsync("a", Train);
        await _rig.EndAsync("7");

        var second = await _rig.Client.PublishJobCompletedAsync(new() { JobId = "7", Attempt = 2, Type = "TRAIN", Scope = TriggerRig.One });

        second.Repeated.Should().BeFalse();
        (await _rig.RunsAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_workflow_that_cannot_be_started_does_not_keep_the_others_from_it()
    {
        var items = Enumerable.Range(0, 10_001).Select(i => System.Text.Json.JsonElement.Parse($"{i}")).ToList();
        var broken = new WorkflowDefinition { Scope = TriggerRig.One, Ref = "a", Jobs = [new() { Name = "many", ForEach = new(items) }] };
        var sound = new WorkflowDefinition { Scope = TriggerRig.One, Ref = "b", Jobs = [new() { Name = "job" }] };
        await _rig.Store.Catalog.SaveAsync(TriggerRig.One, "test", [broken, sound]);
        await _rig.SetAsync("a", Train);
        await _rig.SetAsync("b", Train);

        var result = await _rig.EndAsync("7");

        result.Runs.Should().ContainSingle().Which.Workflow.Should().Be("b");
        result.History.Select(entry => (entry.Outcome, entry.Reason)).Should().Equal(
            (StartOutcome.Failed, StartReasons.QueueError), (StartOutcome.Queued, null));
    }

    [Fact]
    public async Task A_chain_ends_where_it_would_come_back_or_go_too_deep()
    {
        await _rig.DefineAsync(TriggerRig.One, "a", "b", "c", "d", "e");
        foreach (var (workflow, type) in new[] { ("a", "TRAIN"), ("b", "EVAL"), ("c", "GENERATE"), ("d", "LOAD_MODEL"), ("e", "DOWNLOAD_MODEL") })
        {
            await _rig.SetAsync(workflow, $$"""{"trigger_type":"{{type}}","is_enabled":true}""");
        }

        var run = (await _rig.EndAsync("0")).Runs.Single();
        run.TriggerDepth.Should().Be(0);
        (await _rig.EndAsync("1", "TRAIN", run.Id)).History.Single().Reason.Should().Be(StartReasons.LoopSelf);
        run = (await _rig.EndAsync("2", "EVAL", run.Id)).Runs.Single();
        (await _rig.EndAsync("3", "TRAIN", run.Id)).History.Single().Reason.Should().Be(StartReasons.LoopSelf, "b was started by a");
        run = (await _rig.EndAsync("4", "GENERATE", run.Id)).Runs.Single();
        run = (await _rig.EndAsync("5", "LOAD_MODEL", run.Id)).Runs.Single();
        run.TriggerDepth.Should().Be(3);
        (await _rig.EndAsync("6", "DOWNLOAD_MODEL", run.Id)).History.Single().Reason.Should().Be(StartReasons.LoopDepth);
    }

    [Fact]
    public async Task A_deleted_workflow_is_told_so_and_starts_nothing()
    {
        await _rig.DefineAsync(TriggerRig.One, "a");
        await _rig.SetAsync("a", Train);
        await _rig.DefineAsync(TriggerRig.One);

        var result = await _rig.EndAsync("7");

        result.Runs.Should().BeEmpty();
        result.History.Should().ContainSingle().Which.Reason.Should().Be(StartReasons.WorkflowDeleted);
    }

    [Fact]
    public async Task A_deletion_this_process_has_not_heard_of_is_seen_when_the_run_is_stored()
    {
        await _rig.DefineAsync(TriggerRig.One, "a");
        await _rig.SetAsync("a", Train);
        await _rig.EndAsync("7");
        await _rig.Store.Catalog.SaveAsync(TriggerRig.One, "test", []);

        var result = await _rig.EndAsync("8");

        result.History.Should().ContainSingle().Which.Reason.Should().Be(StartReasons.WorkflowDeleted);
        (await _rig.RunsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_delayed_start_waits_in_the_store_and_is_cancelled_when_its_type_is_switched_off()
    {
        await _rig.DefineAsync(TriggerRig.One, "a");
        await _rig.SetAsync("a", """{"trigger_type":"TRAIN","is_enabled":true,"delay":{"seconds":5}}""");
        (await _rig.EndAsync("1")).History.Single().Outcome.Should().Be(StartOutcome.Delayed);
        await _rig.PassAsync(4);
        (await _rig.RunsAsync()).Should().BeEmpty();

        await _rig.PassAsync(1);
        var run = (await _rig.RunsAsync()).Should().ContainSingle().Subject;
        await _rig.EndAsync("2");
        await _rig.SetAsync("a", """{"trigger_type":"TRAIN","is_enabled":false}""");
        await _rig.PassAsync(10);

        (await _rig.RunsAsync()).Should().ContainSingle();
        var history = await _rig.Triggers.ListHistoryAsync(new() { Workflow = "a" });
        history.Select(entry => (entry.JobId, entry.Outcome, entry.RunId)).Should().Equal(
            ("2", StartOutcome.Cancelled, (long?)null), ("1", StartOutcome.Queued, run.Id));
    }

    [Fact]
    public async Task A_deferred_start_waits_for_room_and_those_that_wait_go_in_their_order()
    {
        await _rig.DefineAsync(TriggerRig.One, "a");
        await _rig.SetAsync("a", """{"trigger_type":"TRAIN","is_enabled":true,"limits":{"max_active":1,"on_exceeded":"defer"}}""");
        foreach (var job in new[] { "1", "2", "3" })
        {
            await _rig.EndAsync(job);
        }

        await _rig.PassAsync(10);
        for (var started = 1; started <= 3; started++)
        {
            var runs = await _rig.RunsAsync();
            runs.Should().HaveCount(started);
            runs[0].Event.Payload!.Value.GetProperty("id").GetString().Should().Be($"{started}");
            await _rig.CompleteAsync(runs[0]);
            await _rig.PassAsync(3);
        }
    }

    [Fact]
    public async Task Many_events_at_once_never_start_more_than_a_limit_allows()
    {
        await _rig.DefineAsync(TriggerRig.One, "a");
        await _rig.SetAsync("a", """{"trigger_type":"TRAIN","is_enabled":true,"limits":{"max_total":5}}""");

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => _rig.EndAsync($"{i}"))));

        results.Sum(result => result.Runs.Count).Should().Be(5);
        results.SelectMany(result => result.History).Count(entry => entry.Reason == StartReasons.LimitTotal).Should().Be(35);
        (await _rig.Triggers.ResetLimitsAsync(TriggerRig.One, "a")).Should().BeTrue();
        (await _rig.EndAsync("more")).Runs.Should().ContainSingle();
    }

    [Fact]
    public async Task A_workflow_of_another_scope_listens_only_if_the_host_allows_it()
    {
        await using var open = new TriggerRig(options => options.MayStartAcrossScopes = (source, target) => source?.Name == "1" && target.Name == "2");
        var two = new Scope("2");
        await open.DefineAsync(two, "far");
        (await open.SetAsync("far", """{"trigger_type":"TRAIN","is_enabled":true,"source_experiments":["3"]}""", two)).Status
            .Should().Be(TriggerUpdateStatus.Invalid);
        await open.SetAsync("far", """{"trigger_type":"TRAIN","is_enabled":true,"source_experiments":"any"}""", two);

        var allowed = await open.EndAsync("7");
        var refused = await open.EndAsync("8", scope: new Scope("3"));

        allowed.Runs.Should().ContainSingle().Which.Scope.Should().Be(two);
        refused.History.Should().ContainSingle().Which.Reason.Should().Be(StartReasons.ExperimentMismatch);
    }

    [Fact]
    public async Task History_is_kept_as_long_as_runs_are_and_while_its_run_has_not_ended()
    {
        await using var rig = new TriggerRig(options => options.Retention.KeepFor = TimeSpan.FromHours(1));
        await rig.DefineAsync(TriggerRig.One, "a");
        await rig.SetAsync("a", Train);
        await rig.EndAsync("1");
        await rig.EndAsync("2");
        await rig.CompleteAsync((await rig.RunsAsync())[0]);
        rig.Time.Advance(TimeSpan.FromMinutes(59));
        await rig.Retention.SweepAsync(CancellationToken.None);
        (await rig.Triggers.ListHistoryAsync(new())).Should().HaveCount(2);

        rig.Time.Advance(TimeSpan.FromMinutes(2));
        await rig.Retention.SweepAsync(CancellationToken.None);

        (await rig.Triggers.ListHistoryAsync(new())).Should().ContainSingle().Which.JobId.Should().Be("1", "its run waits");
    }

    [Fact]
    public async Task An_atomic_change_of_several_workflows_is_made_wholly_or_not_at_all()
    {
        await _rig.DefineAsync(TriggerRig.One, "a", "b");
        TriggerUpdate Update(string workflow) => new(workflow, System.Text.Json.JsonElement.Parse($"[{Train}]"), IsPartial: true);

        var refused = await _rig.Triggers.UpdateManyAsync(TriggerRig.One, [Update("a"), Update("missing")]);
        refused.Select(result => result.Status).Should().Equal(TriggerUpdateStatus.NotMade, TriggerUpdateStatus.NotFound);
        (await _rig.Triggers.GetAsync(TriggerRig.One, "a"))!.Configs[0].IsEnabled.Should().BeFalse();
        var single = await _rig.Triggers.UpdateManyAsync(TriggerRig.One, [Update("a"), Update("missing")], atomic: false);

        single.Select(result => result.Status).Should().Equal(TriggerUpdateStatus.Updated, TriggerUpdateStatus.NotFound);
        (await _rig.Triggers.GetAsync(TriggerRig.One, "a"))!.Configs[0].IsEnabled.Should().BeTrue();
        (await _rig.Triggers.GetAsync(TriggerRig.One, "missing")).Should().BeNull();
    }
}
