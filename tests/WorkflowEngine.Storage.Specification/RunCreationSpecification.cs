using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What it means to store new runs.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class RunCreationSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_new_run_gets_an_id_and_the_first_number_and_is_read_as_it_was_given()
    {
        var given = Sample.Run(3);

        var run = await CreateAsync(given);

        run.Id.Should().BePositive();
        run.Number.Should().Be(1);
        RunContent.Of(run).Should().Be(RunContent.Of(given.Run with { Id = run.Id, Number = 1 }));
        var read = await GetAsync(run.Id);
        RunContent.Of(read.Run).Should().Be(RunContent.Of(run));
        read.Jobs.Should().Equal(given.Jobs);
    }

    [Fact]
    public async Task Every_field_of_a_run_is_kept()
    {
        var scope = new Scope("org/repository");
        var given = Sample.Run(1, scope, Sample.Unicode, "group " + Sample.Unicode);
        given = given with
        {
            Run = given.Run with
            {
                Label = Sample.Unicode,
                Source = new(".plue/workflows/bäu.py", new string('a', 64), WorkflowFormat.Python),
                Event = new WorkflowEvent
                {
                    Scope = scope,
                    Name = "pull_request",
                    Action = "opened",
                    Ref = "refs/heads/ünï",
                    Sha = "abc",
                    Before = "def",
                    BaseRef = "main",
                    ChangedPaths = ["a.cs", "d/" + Sample.Unicode],
                    Actor = "someone",
                    Payload = Sample.Json("""{"number": 12345678901234567890, "text": "👋", "empty": {}, "list": [null, true, 1.50]}"""),
                    DeliveryId = "delivery",
                    At = Sample.Start.AddTicks(1234567),
                    CausedByRun = 77,
                    CausedByWorkflow = "pack.other",
                },
                Inputs = Sample.Json("""{"version": "1.0"}"""),
                Status = WorkflowStatus.Blocked,
                Reason = new(ReasonCodes.WaitingForNeeds, Sample.Unicode),
                CancelRequested = true,
                CancelForced = true,
                RerunOf = 5,
                TriggerDepth = 2,
                CancelInProgress = true,
                CreatedAt = Sample.Start.AddTicks(7654321),
                StartedAt = Sample.Start.AddSeconds(1),
                LastEvent = 1,
            },
        };

        var run = await CreateAsync(given);

        RunContent.Of((await GetAsync(run.Id)).Run).Should().Be(RunContent.Of(given.Run with { Id = run.Id, Number = 1 }));
        RunContent.Of((await Store.Runs.ListAsync(new())).Single()).Should().Be(RunContent.Of(run));
    }

    [Fact]
    public async Task Changed_paths_that_are_not_known_stay_apart_from_none()
    {
        var unknown = Sample.Run();
        var none = unknown with { Run = unknown.Run with { Event = unknown.Run.Event with { ChangedPaths = [] } } };

        var runs = (await Store.Runs.TryCreateAsync(Sample.Creation(unknown, none))).Runs;

        (await GetAsync(runs[0].Id)).Run.Event.ChangedPaths.Should().BeNull();
        (await GetAsync(runs[1].Id)).Run.Event.ChangedPaths.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_field_of_a_job_is_kept()
    {
        var given = Sample.Run();
        var job = new JobRun
        {
            Index = 0,
            Name = Sample.Unicode,
            Label = Sample.Unicode + "[3]",
            Status = WorkflowStatus.Waiting,
            Reason = new(ReasonCodes.Retry),
            Attempt = 3,
            LostAttempts = 1,
            FailedAttempts = 2,
            NotBefore = Sample.Start.AddTicks(1),
            Outputs = """{"a": "🙂"}""",
            Worker = "wörker",
            StartedAt = Sample.Start.AddTicks(2),
            StoppedAt = Sample.Start.AddTicks(3),
        };

        var run = await CreateAsync(given with { Jobs = [job] });

        (await GetAsync(run.Id)).Jobs.Should().Equal(job);
    }

    [Fact]
    public async Task Runs_of_one_event_are_stored_together_in_the_order_given()
    {
        var result = await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run(workflow: "a"), Sample.Run(workflow: "b"), Sample.Run(workflow: "c")));

        result.Created.Should().BeTrue();
        result.Runs.Select(run => run.Workflow).Should().Equal("a", "b", "c");
        result.Runs.Select(run => run.Id).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        result.Runs.Select(run => run.Number).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Each_scope_counts_its_own_runs()
    {
        await CreateAsync(Sample.Run(scope: new("a")));
        await CreateAsync(Sample.Run(scope: new("a")));

        (await CreateAsync(Sample.Run(scope: new("b")))).Number.Should().Be(1);
        (await CreateAsync(Sample.Run(scope: new("a")))).Number.Should().Be(3);
        (await CreateAsync(Sample.Run(scope: new("A")))).Number.Should().Be(1, "scopes are compared exactly");
    }

    [Fact]
    public async Task A_repeated_delivery_gives_the_first_runs_in_order_as_they_are_now()
    {
        var delivery = Sample.Creation(Sample.Run(workflow: "a"), Sample.Run(workflow: "b")) with { DeliveryKey = "key" };
        var first = await Store.Runs.TryCreateAsync(delivery);
        var now = await ApplyAsync(Sample.End(first.Runs[0]));

        var second = await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run(workflow: "other")) with { DeliveryKey = "key" });

        second.Created.Should().BeFalse();
        RunContent.Of(second.Runs).Should().Equal(RunContent.Of(now), RunContent.Of(first.Runs[1]));
        (await Store.Runs.ListAsync(new())).Should().HaveCount(2);
        (await ClaimAsync()).Should().ContainSingle("the repeated delivery made no task");
    }

    [Fact]
    public async Task A_delivery_key_is_known_in_its_scope_only_and_compared_exactly()
    {
        await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run(scope: new("a"))) with { DeliveryKey = "key" });

        (await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run(scope: new("b"))) with { DeliveryKey = "key" })).Created.Should().BeTrue();
        (await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run(scope: new("a"))) with { DeliveryKey = "Key" })).Created.Should().BeTrue();
        (await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run(scope: new("a"))) with { DeliveryKey = "key " })).Created.Should().BeTrue();
    }

    [Fact]
    public async Task A_delivery_that_matched_nothing_is_remembered()
    {
        var nothing = Sample.Creation() with { DeliveryKey = "key" };

        var first = await Store.Runs.TryCreateAsync(nothing);
        var second = await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run()) with { DeliveryKey = "key" });

        first.Created.Should().BeTrue();
        first.Runs.Should().BeEmpty();
        second.Created.Should().BeFalse();
        second.Runs.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_key_every_delivery_is_new()
    {
        (await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run()))).Created.Should().BeTrue();
        (await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run()))).Created.Should().BeTrue();

        (await Store.Runs.ListAsync(new())).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_plan_is_stored_once_and_read_by_its_hash()
    {
        var items = new ForEachDefinition([Sample.Json("1"), Sample.Json("\"ä\"")], "NUMBER");
        var definition = new JobDefinition
        {
            Name = "build",
            Needs = ["other"],
            Condition = JobCondition.Always,
            Steps = [new() { Id = "step_1", Run = "echo " + Sample.Unicode, DependsOn = [], Timeout = TimeSpan.FromSeconds(5) }],
            ForEach = items,
        };
        var plan = PlanDocument.Create(
            [.. items.Items.Select((item, index) => new PlannedJob { Definition = definition, ItemIndex = index, Item = item })],
            new Dictionary<string, string> { ["B"] = "2", ["A"] = Sample.Unicode });
        var creation = Sample.Creation(Sample.Run(2, plan: plan)) with { Plans = [plan] };

        await Store.Runs.TryCreateAsync(creation);
        await Store.Runs.TryCreateAsync(creation);

        var read = await Store.Runs.GetPlanAsync(plan.Hash);
        read!.Hash.Should().Be(plan.Hash);
        PlanDocument.Write(read).Should().Be(PlanDocument.Write(plan));
        (await Store.Runs.GetPlanAsync(new string('0', 64))).Should().BeNull();
    }

    [Fact]
    public async Task What_the_caller_does_to_its_lists_afterwards_changes_nothing()
    {
        using var document = JsonDocument.Parse("""{"a": 1}""");
        var paths = new List<string> { "a" };
        var labels = new List<string> { "linux" };
        var given = Sample.Run(task: task => task with { Labels = labels });
        var jobs = new List<JobRun>(given.Jobs);
        var events = new List<RunEvent>(given.Events);
        given = given with
        {
            Run = given.Run with { Event = given.Run.Event with { ChangedPaths = paths, Payload = document.RootElement }, Inputs = document.RootElement },
            Jobs = jobs,
            Events = events,
        };

        var run = await CreateAsync(given);
        var plans = await Store.Runs.GetPlanAsync(run.PlanHash);
        paths[0] = "b";
        labels[0] = "windows";
        jobs.Clear();
        events.Clear();
        document.Dispose();

        var read = await GetAsync(run.Id);
        read.Run.Event.ChangedPaths.Should().Equal("a");
        read.Run.Event.Payload!.Value.GetRawText().Should().Contain("1");
        read.Run.Inputs!.Value.GetRawText().Should().Contain("1");
        read.Jobs.Should().HaveCount(1);
        plans.Should().NotBeNull();
        (await Store.Runs.ReadRunEventsAsync(run.Id, 0, 10)).Should().HaveCount(1);
        (await ClaimAsync(labels: ["linux"])).Should().HaveCount(1);
    }

    [Fact]
    public async Task What_was_read_stays_as_it_was_read()
    {
        var run = await CreateAsync(Sample.Run());
        var before = await GetAsync(run.Id);
        var listed = await Store.Runs.ListAsync(new());
        var events = await Store.Runs.ReadRunEventsAsync(run.Id, 0, 10);

        await ApplyAsync(Sample.End(run));
        await CreateAsync(Sample.Run());

        before.Run.Status.Should().Be(WorkflowStatus.Waiting);
        before.Jobs.Single().Status.Should().Be(WorkflowStatus.Waiting);
        listed.Should().ContainSingle().Which.Status.Should().Be(WorkflowStatus.Waiting);
        events.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_cancelled_call_stores_nothing()
    {
        var act = () => Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run()), new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_handle_sees_what_was_stored()
    {
        var other = await OpenAsync();
        var run = await CreateAsync(Sample.Run());

        RunContent.Of((await other.Runs.GetAsync(run.Id))!.Run).Should().Be(RunContent.Of(run));
    }
}
