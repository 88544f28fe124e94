using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What is left when the connection breaks at any statement of an operation: all of it or nothing, and trying again works.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class CrashSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    // Far more than any operation should need; reached only when the fixture never reports that its failure was met.
    private const int MostStatements = 500;

    private IWorkflowStore? _observer;

    [Fact]
    public Task Creating_runs_happens_wholly_or_not_at_all()
    {
        var key = 0;
        return BreakEverywhereAsync(
            () => Task.FromResult(Sample.Creation(Sample.Run(3), Sample.Run(2, group: "g")) with { DeliveryKey = $"key {++key}" }),
            async creation => (await Store.Runs.TryCreateAsync(creation)).Runs.Should().HaveCount(2));
    }

    [Fact]
    public Task Saving_a_change_happens_wholly_or_not_at_all() => BreakEverywhereAsync(
        async () =>
        {
            var run = await CreateAsync(Sample.Run(3));
            run = await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0), Sample.Step(0, 1)]));
            return Sample.Change(
                run with { Status = WorkflowStatus.Running },
                jobs: [Sample.Job(0, WorkflowStatus.Failure), Sample.Job(1, WorkflowStatus.Running)],
                tasks: [Sample.Task(0, 1, WorkflowStatus.Failure) with { CloseSteps = true }, Sample.Task(0, 2), Sample.Task(1)],
                steps: [Sample.Step(1, 0), Sample.Step(0, 1, WorkflowStatus.Success)],
                events: 4);
        },
        async change =>
        {
            // The writer of a change that was saved although its answer got lost sees a lost race, and its own version when it reads.
            if (!await Store.Runs.TryApplyAsync(change))
            {
                RunContent.Of((await GetAsync(change.Run.Id)).Run).Should().Be(RunContent.Of(change.Run));
            }
        });

    [Fact]
    public Task Ending_a_run_happens_wholly_or_not_at_all() => BreakEverywhereAsync(
        async () => Sample.End(await CreateAsync(Sample.Run(2, group: "g")), 2),
        async change =>
        {
            if (!await Store.Runs.TryApplyAsync(change))
            {
                (await GetAsync(change.Run.Id)).Run.Status.Should().Be(WorkflowStatus.Success);
            }
        });

    [Fact]
    public Task A_claim_is_kept_or_the_task_still_waits() => BreakEverywhereAsync(
        async () =>
        {
            // Nothing of earlier rounds is left to claim.
            await ClaimAsync();
            return await CreateAsync(Sample.Run(2));
        },
        async run =>
        {
            var claimed = (await ClaimAsync()).Select(task => task.Lease.Task);
            var orphaned = (await Store.Runs.ListExpiredLeasesAsync(Now.AddHours(1), int.MaxValue)).Where(task => task.RunId == run.Id);
            claimed.Union(orphaned).Select(task => task.Job).Should().BeEquivalentTo([0, 1]);
        });

    [Fact]
    public Task Renewing_leases_can_be_tried_again() => BreakEverywhereAsync(
        async () =>
        {
            await CreateAsync(Sample.Run(3));
            return (await ClaimAsync()).Select(claimed => claimed.Lease).ToArray();
        },
        async leases => (await Store.Runs.RenewAsync(leases, Now.AddSeconds(30))).Should().OnlyContain(status => status == LeaseStatus.Held));

    [Fact]
    public Task Log_lines_are_stored_wholly_or_not_at_all() => BreakEverywhereAsync(
        async () =>
        {
            await CreateAsync(Sample.Run());
            return (await ClaimAsync()).Single().Lease;
        },
        async lease => (await Store.Logs.AppendAsync(lease, [Sample.Line(1), Sample.Line(2), Sample.Line(3)])).Should().BeTrue());

    [Fact]
    public Task Deleting_happens_wholly_or_not_at_all() => BreakEverywhereAsync(
        async () =>
        {
            var run = await CreateAsync(Sample.Run(2));
            await Store.Logs.AppendAsync((await ClaimAsync(limit: 1)).Single().Lease, [Sample.Line(1)]);
            run = await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0)]));
            return await ApplyAsync(Sample.End(run, 2));
        },
        async run =>
        {
            await Store.Runs.DeleteBeforeAsync(Sample.Start.AddDays(1), 10);
            (await Store.Runs.GetAsync(run.Id)).Should().BeNull();
        });

    [Fact]
    public Task A_set_of_definitions_is_saved_wholly_or_not_at_all()
    {
        var round = 0;
        return BreakEverywhereAsync(
            async () =>
            {
                round++;
                await Store.Catalog.SaveAsync(Scope.Default, "files", [Sample.Definition("a"), Sample.Definition("b"), Sample.Definition("c")]);
                return new[] { Sample.Definition("b", $"changed {round}"), Sample.Definition("c"), Sample.Definition($"d{round}") };
            },
            async set =>
            {
                await Store.Catalog.SaveAsync(Scope.Default, "files", set);
                (await Store.Catalog.ListAsync(Scope.Default)).Select(definition => definition.Ref).Should().Equal(set.Select(d => d.Ref));
            });
    }

    [Fact]
    public Task Saving_an_observers_position_can_be_tried_again()
    {
        var position = 0L;
        return BreakEverywhereAsync(
            () => Task.FromResult(++position),
            async next =>
            {
                await Store.Runs.SaveObserverPositionAsync("observer", next);
                (await Store.Runs.GetObserverPositionAsync("observer")).Should().Be(next);
            });
    }

    [Fact]
    public async Task Reading_can_be_tried_again()
    {
        // One run for all rounds, or each round would have more to read than it breaks.
        var run = await CreateAsync(Sample.Run(2));
        await BreakEverywhereAsync(
            () => Task.FromResult(run),
            async run => (await StoreContent.ReadAsync(Store, [Scope.Default], static id => id)).Should().Contain($"run {run.Id}"));
    }

    /// <summary>
    /// Prepares, breaks the first statement of the operation, looks, tries again; then the same with the second statement, and so on
    /// until the operation has fewer statements.
    /// </summary>
    private async Task BreakEverywhereAsync<T>(Func<Task<T>> prepare, Func<T, Task> operate)
    {
        Assert.SkipWhen(Fixture.NoStatements is not null, Fixture.NoStatements ?? "");
        for (var statement = 1; statement <= MostStatements; statement++)
        {
            var prepared = await prepare();
            var before = await ContentAsync();
            Fixture.FailAtStatement(statement);
            try
            {
                await operate(prepared);
            }
            catch (WorkflowStoreException)
            {
                // What it left behind is looked at below.
            }

            var isDone = Fixture.IsFailureDue;
            Fixture.FailAtStatement(0);
            var broken = await ContentAsync();
            await operate(prepared);
            var after = await ContentAsync();
            broken.Should().BeOneOf([before, after], $"the operation broke at statement {statement}");
            if (isDone)
            {
                return;
            }
        }

        Assert.Fail($"The operation did not end within {MostStatements} statements.");
    }

    // Through another handle: what the broken one believes does not count.
    private async Task<string> ContentAsync() => await StoreContent.ReadAsync(_observer ??= await OpenAsync(), [Scope.Default], static id => id);
}
