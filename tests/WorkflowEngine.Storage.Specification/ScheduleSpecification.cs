using WorkflowEngine.Definitions;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What it means to keep schedules.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class ScheduleSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly Scope Place = new("place");

    [Fact]
    public async Task A_schedule_begins_with_its_definition_after_the_present_instant()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *", "30 3 * * *"));

        var listed = await Store.Schedules.ListAsync([], 10);

        listed.Select(schedule => schedule.Key).Should().Equal(
            new ScheduleKey(Place, "a", "w", "0 3 * * * UTC"), new ScheduleKey(Place, "a", "w", "30 3 * * * UTC"));
        listed.Should().OnlyContain(schedule => schedule.DueAt > Now && schedule.DueAt == schedule.FireAt && schedule.FiredAt == null);
        (await Store.Schedules.ListAsync([], 1)).Should().ContainSingle();
        (await Store.Schedules.ListAsync([new("other")], 10)).Should().BeEmpty();
        (await Store.Schedules.ListAsync([new("other"), Place], 10)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_schedule_that_stays_keeps_its_place_and_one_that_goes_is_gone()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *", "30 3 * * *"));
        await SaveAsync("b", Nightly("w", "0 3 * * *"));
        var before = (await Store.Schedules.ListAsync([], 10)).Single(schedule => schedule.Key is { Origin: "a", Trigger: "0 3 * * * UTC" });
        await FireAsync(before);
        Fixture.Time.Advance(TimeSpan.FromDays(3));

        await SaveAsync("a", Nightly("w", "0 3 * * *") with { Description = "changed" });

        var after = await Store.Schedules.ListAsync([], 10);
        after.Select(schedule => schedule.Key.Origin).Should().BeEquivalentTo("a", "b");
        var kept = after.Single(schedule => schedule.Key.Origin == "a");
        kept.DueAt.Should().Be(before.DueAt!.Value.AddDays(1), "what is due is due although nobody was there");
        kept.FiredAt.Should().Be(before.DueAt);
        await SaveAsync("a");
        (await Store.Schedules.ListAsync([], 10)).Should().ContainSingle().Which.Key.Origin.Should().Be("b");
    }

    [Fact]
    public async Task An_invalid_definition_has_no_schedules()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *") with { Diagnostics = [new() { Code = "WF4001", Message = "wrong" }] });

        (await Store.Schedules.ListAsync([], 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_step_is_made_with_its_run_or_not_at_all()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *"));
        var schedule = (await Store.Schedules.ListAsync([], 10)).Single();
        var firing = Step(schedule, Sample.Creation(Sample.Run(scope: Place)) with { DeliveryKey = "key" });

        var first = await Store.Schedules.FireAsync([firing]);
        var second = await Store.Schedules.FireAsync([firing]);

        first.Single()!.Created.Should().BeTrue();
        first.Single()!.Runs.Should().ContainSingle().Which.Id.Should().BePositive();
        second.Single().Should().BeNull("the schedule has moved on");
        (await Store.Runs.ListAsync(new())).Should().ContainSingle();
        var moved = (await Store.Schedules.ListAsync([], 10)).Single();
        moved.Should().Be(schedule with { DueAt = firing.DueAt, FireAt = firing.FireAt, FiredAt = schedule.DueAt });
        (await ClaimAsync()).Should().ContainSingle("the run can be executed");
    }

    [Fact]
    public async Task A_step_whose_delivery_is_known_is_made_without_a_new_run()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *"));
        await SaveAsync("b", Nightly("w", "0 3 * * *"));
        var both = await Store.Schedules.ListAsync([], 10);
        var creation = Sample.Creation(Sample.Run(scope: Place)) with { DeliveryKey = "key" };

        var results = await Store.Schedules.FireAsync([.. both.Select(schedule => Step(schedule, creation))]);

        results.Select(result => result!.Created).Should().Equal(true, false);
        results[1]!.Runs.Select(run => run.Id).Should().Equal(results[0]!.Runs.Select(run => run.Id));
        (await Store.Runs.ListAsync(new())).Should().ContainSingle();
        (await Store.Schedules.ListAsync([], 10)).Should().OnlyContain(schedule => schedule.DueAt > both[0].DueAt);
    }

    [Fact]
    public async Task A_schedule_without_a_next_occurrence_is_not_listed_any_more()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *"));
        var schedule = (await Store.Schedules.ListAsync([], 10)).Single();

        var results = await Store.Schedules.FireAsync([new() { Key = schedule.Key, Expected = schedule.DueAt!.Value }]);

        results.Single()!.Runs.Should().BeEmpty();
        (await Store.Schedules.ListAsync([], 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_schedule_that_is_gone_or_elsewhere_is_not_moved()
    {
        await SaveAsync("a", Nightly("w", "0 3 * * *"));
        var schedule = (await Store.Schedules.ListAsync([], 10)).Single();
        var creation = Sample.Creation(Sample.Run(scope: Place));

        var results = await Store.Schedules.FireAsync(
        [
            Step(schedule, creation) with { Key = schedule.Key with { Workflow = "x" } },
            Step(schedule, creation) with { Expected = schedule.DueAt!.Value.AddTicks(1) },
        ]);

        results.Should().AllBeEquivalentTo((RunCreationResult?)null);
        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
        (await Store.Schedules.ListAsync([], 10)).Should().Equal(schedule);
    }

    [Fact]
    public async Task Of_many_that_make_the_same_steps_one_makes_each()
    {
        await SaveAsync("a", [.. Enumerable.Range(0, 20).Select(number => Nightly($"w{number}", "0 3 * * *"))]);
        var schedules = await Store.Schedules.ListAsync([], 100);
        var handles = new[] { Store, await OpenAsync(), await OpenAsync() };
        var steps = schedules.Select(schedule => Step(schedule, Sample.Creation(Sample.Run(scope: Place, workflow: schedule.Key.Workflow)))).ToList();

        var won = await Task.WhenAll(handles.Select(store => Task.Run(async () =>
        {
            var results = await store.Schedules.FireAsync(steps);
            return results.Count(result => result is not null);
        })));

        // Who finds a step in other hands passes it over; what nobody has made then is still due.
        await Store.Schedules.FireAsync(steps);
        won.Sum().Should().BeLessThanOrEqualTo(20);
        var runs = await Store.Runs.ListAsync(new() { Limit = 100 });
        runs.Select(run => run.Workflow).Should().BeEquivalentTo(schedules.Select(schedule => schedule.Key.Workflow));
        (await Store.Schedules.ListAsync([], 100)).Should().OnlyContain(schedule => schedule.FiredAt == schedules[0].DueAt);
    }

    private static ScheduleFiring Step(StoredSchedule schedule, RunCreation? creation) => new()
    {
        Key = schedule.Key,
        Expected = schedule.DueAt!.Value,
        DueAt = schedule.DueAt!.Value.AddDays(1),
        FireAt = schedule.DueAt!.Value.AddDays(1).AddTicks(7),
        FiredAt = schedule.DueAt,
        Creation = creation,
    };

    private static WorkflowDefinition Nightly(string name, params string[] crons) => new()
    {
        Scope = Place,
        Ref = name,
        Triggers = [.. crons.Select(cron => new TriggerDefinition { Event = "schedule", Cron = cron })],
    };

    private async Task FireAsync(StoredSchedule schedule) =>
        (await Store.Schedules.FireAsync([Step(schedule, null)])).Single().Should().NotBeNull();

    private Task<CatalogChange> SaveAsync(string origin, params WorkflowDefinition[] definitions) =>
        Store.Catalog.SaveAsync(Place, origin, definitions);
}
