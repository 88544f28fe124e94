using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What is deleted when old runs are, and what is not.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class DeletionSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task An_ended_run_goes_with_all_that_belongs_to_it()
    {
        var run = await CreateAsync(Sample.Run(2));
        var lease = (await ClaimAsync(limit: 1)).Single().Lease;
        await Store.Logs.AppendAsync(lease, [Sample.Line(1)]);
        run = await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0, WorkflowStatus.Success)]));
        await ApplyAsync(Sample.End(run, 2, Now));

        (await Store.Runs.DeleteBeforeAsync(Now.AddTicks(1), 10)).Should().Be(1);

        (await Store.Runs.GetAsync(run.Id)).Should().BeNull();
        (await Store.Runs.GetStepsAsync(run.Id)).Should().BeEmpty();
        (await Store.Runs.ReadRunEventsAsync(run.Id, 0, 10)).Should().BeEmpty();
        (await Store.Runs.ReadEventsAsync(0, 10)).Should().BeEmpty();
        (await Store.Logs.ReadAsync(new(run.Id))).Should().BeEmpty();
        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
        (await Store.Runs.GetPlanAsync(run.PlanHash)).Should().BeNull();
        (await Store.Runs.RenewAsync([lease], Now.AddHours(1))).Should().Equal(LeaseStatus.Lost);
        (await Store.Logs.AppendAsync(lease, [Sample.Line(2)])).Should().BeFalse();
        (await Store.Runs.TryApplyAsync(Sample.Change(run))).Should().BeFalse();
        (await Store.Runs.DeleteBeforeAsync(DateTimeOffset.MaxValue, 10)).Should().Be(0);
    }

    [Fact]
    public async Task Runs_that_have_not_ended_and_runs_that_ended_later_stay()
    {
        var live = await CreateAsync(Sample.Run());
        var later = await CreateAsync(Sample.Run());
        await ApplyAsync(Sample.End(later, at: Now.AddSeconds(10)));

        (await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(10), 10)).Should().Be(0, "before means before");
        (await Store.Runs.DeleteBeforeAsync(Now.AddYears(10), 10)).Should().Be(1);

        (await Store.Runs.ListAsync(new())).Select(run => run.Id).Should().Equal(live.Id);
        (await ClaimOneAsync()).Task.RunId.Should().Be(live.Id);
    }

    [Fact]
    public async Task A_run_that_goes_on_after_it_had_ended_is_not_deleted()
    {
        var run = await CreateAsync(Sample.Run());
        run = await ApplyAsync(Sample.End(run, at: Now));
        run = await ApplyAsync(Sample.Change(run with { Status = WorkflowStatus.Waiting, StoppedAt = null }, tasks: [Sample.Task(0, 2)]));

        (await Store.Runs.DeleteBeforeAsync(Now.AddDays(1), 10)).Should().Be(0);
        (await GetAsync(run.Id)).Run.Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public async Task Of_a_run_that_ended_twice_the_last_end_counts()
    {
        var run = await CreateAsync(Sample.Run());
        run = await ApplyAsync(Sample.End(run, at: Now));
        run = await ApplyAsync(Sample.Change(run with { Status = WorkflowStatus.Waiting, StoppedAt = null }, tasks: [Sample.Task(0, 2)]));
        await ApplyAsync(Sample.Change(
            run with { Status = WorkflowStatus.Success, StoppedAt = Now.AddSeconds(5) }, tasks: [Sample.Task(0, 2, WorkflowStatus.Success)]));

        (await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(5), 10)).Should().Be(0);
        (await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(6), 10)).Should().Be(1);
    }

    [Fact]
    public async Task What_ended_first_goes_first_and_no_more_than_asked_for()
    {
        var runs = new List<WorkflowRun>();
        foreach (var seconds in new[] { 30, 10, 20, 40 })
        {
            var run = await CreateAsync(Sample.Run());
            runs.Add(await ApplyAsync(Sample.End(run, at: Now.AddSeconds(seconds))));
        }

        (await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(40), 2)).Should().Be(2);
        (await Store.Runs.ListAsync(new())).Select(run => run.Id).Should().Equal(runs[3].Id, runs[0].Id);
        (await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(40), 2)).Should().Be(1);
    }

    [Fact]
    public async Task Events_of_other_runs_are_still_read_in_order()
    {
        var a = await CreateAsync(Sample.Run());
        var b = await CreateAsync(Sample.Run());
        a = await ApplyAsync(Sample.End(a, at: Now));
        b = await ApplyAsync(Sample.Change(b));
        var position = (await Store.Runs.ReadEventsAsync(0, 1))[^1].Position;

        await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(1), 10);
        await ApplyAsync(Sample.Change(b));

        (await Store.Runs.ReadEventsAsync(position, 10)).Select(stored => (stored.Event.RunId, stored.Event.Sequence))
            .Should().Equal((b.Id, 1L), (b.Id, 2L), (b.Id, 3L));
    }

    [Fact]
    public async Task A_plan_stays_while_a_run_names_it()
    {
        var a = await CreateAsync(Sample.Run());
        var b = await CreateAsync(Sample.Run());
        await ApplyAsync(Sample.End(a, at: Now));

        await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(1), 10);

        (await Store.Runs.GetPlanAsync(b.PlanHash)).Should().NotBeNull();
    }

    [Fact]
    public async Task Ids_and_numbers_are_not_given_again()
    {
        var a = await CreateAsync(Sample.Run());
        await ApplyAsync(Sample.End(a, at: Now));
        await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(1), 10);

        var b = await CreateAsync(Sample.Run());

        b.Id.Should().BeGreaterThan(a.Id);
        b.Number.Should().Be(2);
    }

    [Fact]
    public async Task A_delivery_key_goes_with_the_last_of_its_runs()
    {
        var delivery = Sample.Creation(Sample.Run(), Sample.Run()) with { DeliveryKey = "key" };
        var runs = (await Store.Runs.TryCreateAsync(delivery)).Runs;
        await ApplyAsync(Sample.End(runs[0], at: Now));
        await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(1), 10);

        var again = await Store.Runs.TryCreateAsync(delivery);
        again.Created.Should().BeFalse();
        again.Runs.Select(run => run.Id).Should().Equal(runs[1].Id);

        await ApplyAsync(Sample.End(runs[1], at: Now));
        await Store.Runs.DeleteBeforeAsync(Now.AddSeconds(1), 10);
        (await Store.Runs.TryCreateAsync(delivery)).Created.Should().BeTrue();
    }

    [Fact]
    public async Task A_delivery_key_without_runs_goes_when_it_is_old()
    {
        var nothing = Sample.Creation() with { DeliveryKey = "key", At = Now };
        await Store.Runs.TryCreateAsync(nothing);

        await Store.Runs.DeleteBeforeAsync(Now, 10);
        (await Store.Runs.TryCreateAsync(nothing)).Created.Should().BeFalse();

        await Store.Runs.DeleteBeforeAsync(Now.AddTicks(1), 10);
        (await Store.Runs.TryCreateAsync(nothing)).Created.Should().BeTrue();
    }
}
