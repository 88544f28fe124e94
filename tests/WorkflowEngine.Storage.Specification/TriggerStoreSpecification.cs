using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Storage.Specification;

/// <summary>How configurations, rows that wait and history are kept, and who wins when several change them.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class TriggerStoreSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly Scope Other = new("other");

    [Fact]
    public async Task What_is_not_there_is_null_or_empty()
    {
        var state = await Store.Triggers.GetStateAsync(Scope.Default, "build");

        state.Configuration.Should().BeNull();
        state.Timers.Should().BeEmpty();
        state.Deferred.Should().BeEmpty();
        state.ActiveRuns.Should().Be(0);
        (await Store.Triggers.ListAsync(Scope.Default)).Should().BeEmpty();
        (await Store.Triggers.ListDueAsync(DateTimeOffset.MaxValue, 10)).Should().BeEmpty();
        (await Store.Triggers.ListHistoryAsync(new())).Should().BeEmpty();
        (await Store.Triggers.CountHistoryAsync(Scope.Default, null, null, null)).Should().BeEmpty();
        (await Store.Triggers.DeleteHistoryBeforeAsync(DateTimeOffset.MaxValue, 10)).Should().Be(0);
    }

    [Fact]
    public async Task A_configuration_is_read_as_it_was_saved_and_its_version_counts()
    {
        var first = Configuration("build") with { Configs = Sample.Unicode, Usage = "{\"a\":1}" };
        (await Store.Triggers.TrySaveAsync([new(first, 0, [])])).Should().BeTrue();
        var second = first with { Configs = "[1]", CrossesScopes = true, CreatedAt = Now.AddDays(1), UpdatedAt = Now.AddDays(1) };
        (await Store.Triggers.TrySaveAsync([new(second, 1, [])])).Should().BeTrue();

        var read = (await Store.Triggers.GetStateAsync(Scope.Default, "build")).Configuration;

        read.Should().Be(second with { Version = 2, CreatedAt = first.CreatedAt });
        (await Store.Triggers.ListAsync(Scope.Default)).Should().Equal(read!);
    }

    [Fact]
    public async Task Of_configurations_saved_together_one_with_another_version_keeps_all_from_being_saved()
    {
        await SaveAsync("build");

        var saved = await Store.Triggers.TrySaveAsync([new(Configuration("deploy"), 0, []), new(Configuration("build"), 7, [])]);

        saved.Should().BeFalse();
        (await Store.Triggers.GetStateAsync(Scope.Default, "deploy")).Configuration.Should().BeNull();
        (await Store.Triggers.TrySaveAsync([new(Configuration("build"), 0, [])])).Should().BeFalse("it is there already");
    }

    [Fact]
    public async Task Those_of_a_scope_are_listed_and_those_of_others_that_cross_scopes()
    {
        await SaveAsync("build");
        await SaveAsync("hidden", Other);
        await SaveAsync("open", Other, crosses: true);

        (await Store.Triggers.ListAsync(Scope.Default)).Select(row => row.Workflow).Should().Equal("build", "open");
        (await Store.Triggers.ListAsync(Other)).Select(row => row.Workflow).Should().Equal("hidden", "open");
        (await Store.Triggers.ListAsync(null)).Select(row => row.Workflow).Should().Equal("open");
    }

    [Fact]
    public async Task An_event_is_stored_whole_and_only_once()
    {
        await DefineAsync("build");
        await SaveAsync("build");
        var commit = Commit("e", "build", Sample.Run()) with { Guards = [new(Scope.Default, "build", 1, "{\"n\":1}")] };

        var first = await Store.Triggers.TryCommitAsync(commit);
        var again = await Store.Triggers.TryCommitAsync(commit with { Guards = [] });

        first.Status.Should().Be(TriggerCommitStatus.Committed);
        var run = first.Runs.Should().ContainSingle().Which.Should().ContainSingle().Subject;
        again.Should().BeEquivalentTo(new TriggerCommitResult(TriggerCommitStatus.Repeated, []));
        (await GetAsync(run.Id)).Run.Number.Should().Be(1);
        var entry = (await Store.Triggers.ListHistoryAsync(new())).Should().ContainSingle().Subject;
        entry.Should().Be(Entry("e", "build") with { Id = entry.Id, RunId = run.Id });
        var state = await Store.Triggers.GetStateAsync(Scope.Default, "build");
        state.Configuration!.Version.Should().Be(2);
        state.Configuration.Usage.Should().Be("{\"n\":1}");
        state.ActiveRuns.Should().Be(1);
        (await Store.Runs.ListAsync(new())).Should().ContainSingle();
    }

    [Fact]
    public async Task A_guard_that_does_not_hold_stores_nothing_not_even_the_key()
    {
        await DefineAsync("build");
        await SaveAsync("build");
        var commit = Commit("e", "build", Sample.Run());

        var old = await Store.Triggers.TryCommitAsync(commit with { Guards = [new(Scope.Default, "build", 7)] });
        var gone = await Store.Triggers.TryCommitAsync(commit with { Guards = [new(Scope.Default, "deleted", 0)] });

        old.Status.Should().Be(TriggerCommitStatus.Conflict);
        gone.Status.Should().Be(TriggerCommitStatus.Conflict);
        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
        (await Store.Triggers.ListHistoryAsync(new())).Should().BeEmpty();
        (await Store.Triggers.TryCommitAsync(commit)).Status.Should().Be(TriggerCommitStatus.Committed);
    }

    [Fact]
    public async Task Runs_of_several_scopes_are_numbered_in_their_own()
    {
        await CreateAsync(Sample.Run(scope: Other));
        var commit = Commit("e", "build", Sample.Run());
        var across = commit with { Creations = [.. commit.Creations, Sample.Creation(Sample.Run(scope: Other))] };

        var runs = (await Store.Triggers.TryCommitAsync(across)).Runs;

        runs.Select(group => group.Single().Number).Should().Equal(1, 2);
        runs.Select(group => group.Single().Scope).Should().Equal(Scope.Default, Other);
    }

    [Fact]
    public async Task Of_two_that_take_a_waiting_row_one_starts_the_run()
    {
        await DefineAsync("build");
        await SaveAsync("build");
        await WaitAsync("e", "build", Now.AddMinutes(1));
        var second = await OpenAsync();
        (await Store.Triggers.ListDueAsync(Now.AddSeconds(59), 10)).Should().BeEmpty();
        var row = (await second.Triggers.ListDueAsync(Now.AddMinutes(1), 10)).Should().ContainSingle().Subject;

        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Store : second).Triggers.TryCommitAsync(Fire(row)))));

        results.Count(result => result.Status == TriggerCommitStatus.Committed).Should().Be(1);
        results.Count(result => result.Status == TriggerCommitStatus.Conflict).Should().Be(7);
        (await Store.Runs.ListAsync(new())).Should().ContainSingle();
        (await Store.Triggers.ListDueAsync(DateTimeOffset.MaxValue, 10)).Should().BeEmpty();
        var entry = (await Store.Triggers.ListHistoryAsync(new())).Should().ContainSingle().Subject;
        entry.Outcome.Should().Be(StartOutcome.Queued);
        entry.JobId.Should().Be("e", "what is known of the event stays");
    }

    [Fact]
    public async Task Of_many_deliveries_of_an_event_at_once_one_is_stored()
    {
        await DefineAsync("build");
        var second = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Store : second).Triggers.TryCommitAsync(Commit("e", "build", Sample.Run())))));

        results.Count(result => result.Status == TriggerCommitStatus.Committed).Should().Be(1);
        results.Count(result => result.Status == TriggerCommitStatus.Repeated).Should().Be(15);
        (await Store.Runs.ListAsync(new())).Should().ContainSingle();
    }

    [Fact]
    public async Task Of_two_that_count_on_the_same_usage_one_must_look_again()
    {
        await DefineAsync("build");
        await SaveAsync("build");
        var second = await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Store : second).Triggers.TryCommitAsync(
            Commit($"e{i}", "build", Sample.Run()) with { Guards = [new(Scope.Default, "build", 1, $"{{\"by\":{i}}}")] }))));

        results.Count(result => result.Status == TriggerCommitStatus.Committed).Should().Be(1);
        (await Store.Runs.ListAsync(new())).Should().ContainSingle();
    }

    [Fact]
    public async Task A_waiting_row_that_changed_is_not_changed_or_taken_with_its_old_version()
    {
        await DefineAsync("build");
        await WaitAsync("e", "build", Now);
        var row = (await Store.Triggers.ListDueAsync(Now, 10)).Should().ContainSingle().Subject;
        var later = row with { DueAt = Now.AddHours(1), Event = "{}", IsDeferred = true, TakesEvents = false };

        (await Store.Triggers.TryCommitAsync(Change(new(later)))).Status.Should().Be(TriggerCommitStatus.Committed);

        (await Store.Triggers.TryCommitAsync(Change(new(later)))).Status.Should().Be(TriggerCommitStatus.Conflict);
        (await Store.Triggers.TryCommitAsync(Fire(row))).Status.Should().Be(TriggerCommitStatus.Conflict);
        (await Store.Triggers.ListDueAsync(Now.AddHours(1), 10)).Should().Equal(later with { Version = row.Version + 1 });
        var state = await Store.Triggers.GetStateAsync(Scope.Default, "build");
        state.Timers.Should().BeEmpty();
        state.Deferred.Should().Equal(new DeferredCount("TRAIN", 1, row.Id));
    }

    [Fact]
    public async Task Switching_a_type_off_cancels_what_waits_for_it()
    {
        await DefineAsync("build");
        await SaveAsync("build");
        await WaitAsync("train", "build", Now);
        await WaitAsync("eval", "build", Now, "EVAL");

        (await Store.Triggers.TrySaveAsync([new(Configuration("build"), 1, ["TRAIN", "GENERATE"])])).Should().BeTrue();

        (await Store.Triggers.ListDueAsync(Now, 10)).Should().ContainSingle().Which.TriggerType.Should().Be("EVAL");
        var cancelled = (await Store.Triggers.ListHistoryAsync(new() { Outcome = StartOutcome.Cancelled })).Should().ContainSingle().Subject;
        cancelled.JobId.Should().Be("train");
        cancelled.Reason.Should().Be(StartReasons.Disabled);
    }

    [Fact]
    public async Task History_is_read_newest_first_by_what_is_asked_for()
    {
        for (var i = 0; i < 6; i++)
        {
            var entry = Entry($"e{i}", i % 2 == 0 ? "build" : "deploy") with
            {
                At = Now.AddSeconds(i),
                TriggerType = i < 3 ? "TRAIN" : "EVAL",
                Outcome = i == 5 ? StartOutcome.Skipped : StartOutcome.Queued,
                Reason = i == 5 ? StartReasons.Cooldown : null,
                Source = i == 0 ? null : Other,
                Detail = Sample.Unicode,
                DueAt = Now.AddTicks(i),
            };
            await Store.Triggers.TryCommitAsync(Commit($"e{i}", "build") with { History = [new(entry)] });
        }

        (await Jobs(new())).Should().Equal("e5", "e4", "e3", "e2", "e1", "e0");
        (await Jobs(new() { Workflow = "build", Scope = Scope.Default })).Should().Equal("e4", "e2", "e0");
        (await Jobs(new() { TriggerType = "EVAL", Limit = 2 })).Should().Equal("e5", "e4");
        (await Jobs(new() { Outcome = StartOutcome.Skipped })).Should().Equal("e5");
        (await Jobs(new() { Since = Now.AddSeconds(4) })).Should().Equal("e5", "e4");
        (await Jobs(new() { JobId = "e3" })).Should().Equal("e3");
        (await Jobs(new() { EventId = "e2" })).Should().Equal("e2");
        var page = await Store.Triggers.ListHistoryAsync(new() { Limit = 2 });
        (await Jobs(new() { BeforeId = page[1].Id, Limit = 2 })).Should().Equal("e3", "e2");
        var counts = await Store.Triggers.CountHistoryAsync(Scope.Default, "deploy", Now, Now.AddSeconds(6));
        counts.Should().BeEquivalentTo(new[]
        {
            new TriggerCount("deploy", "TRAIN", StartOutcome.Queued, null, 1, Now.AddSeconds(1), "e1"),
            new TriggerCount("deploy", "EVAL", StartOutcome.Queued, null, 1, Now.AddSeconds(3), "e3"),
            new TriggerCount("deploy", "EVAL", StartOutcome.Skipped, StartReasons.Cooldown, 1, Now.AddSeconds(5), "e5"),
        });
    }

    [Fact]
    public async Task Old_history_goes_but_not_that_of_what_waits_or_runs()
    {
        await Store.Triggers.TryCommitAsync(Commit("old", "build") with { History = [new(Entry("old", "build"))] });
        await Store.Triggers.TryCommitAsync(Commit("running", "build", Sample.Run()));
        await WaitAsync("waiting", "build", Now);
        await Store.Triggers.TryCommitAsync(Commit("new", "build") with { History = [new(Entry("new", "build") with { At = Now.AddDays(1) })] });

        (await Store.Triggers.DeleteHistoryBeforeAsync(Now.AddDays(1), 10)).Should().Be(1);

        (await Jobs(new())).Should().Equal("new", "waiting", "running");
    }

    private async Task<IEnumerable<string>> Jobs(TriggerHistoryQuery query) =>
        (await Store.Triggers.ListHistoryAsync(query)).Select(entry => entry.JobId);

    private Task<CatalogChange> DefineAsync(string workflow) =>
        Store.Catalog.SaveAsync(Scope.Default, workflow, [new WorkflowDefinition { Ref = workflow }]);

    private async Task SaveAsync(string workflow, Scope? scope = null, bool crosses = false) =>
        (await Store.Triggers.TrySaveAsync([new(Configuration(workflow, scope, crosses), 0, [])])).Should().BeTrue();

    private TriggerConfiguration Configuration(string workflow, Scope? scope = null, bool crosses = false) => new()
    {
        Scope = scope ?? Scope.Default,
        Workflow = workflow,
        Version = 1,
        CrossesScopes = crosses,
        Configs = "[]",
        Usage = "{}",
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private TriggerHistoryEntry Entry(string job, string workflow) => new()
    {
        EventId = job,
        JobId = job,
        JobAttempt = 1,
        JobType = "TRAIN",
        JobStatus = CompletionStatus.Complete,
        Scope = Scope.Default,
        Workflow = workflow,
        TriggerType = "TRAIN",
        Outcome = StartOutcome.Queued,
        Depth = 2,
        At = Now,
    };

    private TriggerCommit Commit(string key, string workflow, params NewRun[] runs) => new()
    {
        Creations = [Sample.Creation(runs) with { DeliveryKey = key }],
        History = runs.Length == 0 ? [] : [new(Entry(key, workflow), new RunPlace(0, 0))],
    };

    private static TriggerCommit Change(PendingChange change) => new() { Creations = [], Pending = [change] };

    private TriggerCommit Fire(PendingTrigger row) => new()
    {
        Creations = [Sample.Creation(Sample.Run())],
        Pending = [new(row, IsRemoved: true)],
        History = [new(Entry("another", row.Workflow) with { EventId = row.EventId }, new RunPlace(0, 0))],
    };

    private async Task WaitAsync(string key, string workflow, DateTimeOffset due, string type = "TRAIN")
    {
        var row = new PendingTrigger
        {
            EventId = key,
            Scope = Scope.Default,
            Workflow = workflow,
            TriggerType = type,
            TakesEvents = true,
            FirstAt = Now,
            DueAt = due,
            Depth = 1,
            Event = Sample.Unicode,
        };
        var entry = Entry(key, workflow) with { TriggerType = type, Outcome = StartOutcome.Delayed, DueAt = due };
        var commit = Commit(key, workflow) with { Pending = [new(row)], History = [new(entry)] };
        (await Store.Triggers.TryCommitAsync(commit)).Status.Should().Be(TriggerCommitStatus.Committed);
    }
}
