using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>Who may write log lines, and how they are read.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class LogStoreSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task Lines_are_read_as_they_were_written()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        LogLine[] lines =
        [
            Sample.Line(1, Sample.Unicode, step: 2, LogSource.Error) with { At = Sample.Start.AddTicks(1) },
            Sample.Line(2, "", step: 3, LogSource.Engine),
            Sample.Line(3, new string('x', 100_000)),
        ];

        (await Store.Logs.AppendAsync(lease, lines)).Should().BeTrue();

        var read = await Store.Logs.ReadAsync(new(run.Id));
        read.Select(stored => stored.Line).Should().Equal(lines);
        read.Should().OnlyContain(stored => stored.Task == lease.Task);
        read.Select(stored => stored.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        read[0].Position.Should().BePositive();
    }

    [Fact]
    public async Task A_repeated_call_does_no_harm()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        await Store.Logs.AppendAsync(lease, [Sample.Line(1), Sample.Line(2)]);

        (await Store.Logs.AppendAsync(lease, [Sample.Line(1, "again"), Sample.Line(2), Sample.Line(3), Sample.Line(3, "twice")])).Should().BeTrue();

        (await TextsAsync(new(run.Id))).Should().Equal("line 1", "line 2", "line 3");
    }

    [Fact]
    public async Task Lines_out_of_order_are_kept_in_the_order_they_came()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();

        await Store.Logs.AppendAsync(lease, [Sample.Line(3)]);
        await Store.Logs.AppendAsync(lease, [Sample.Line(2), Sample.Line(1)]);
        await Store.Logs.AppendAsync(lease, [Sample.Line(3), Sample.Line(2), Sample.Line(4)]);

        (await TextsAsync(new(run.Id))).Should().Equal("line 3", "line 2", "line 1", "line 4");
    }

    [Fact]
    public async Task A_writer_without_the_lease_stores_nothing()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        JobLease[] strangers =
        [
            lease with { Worker = "other" },
            lease with { Token = lease.Token + 1 },
            lease with { Task = lease.Task with { Attempt = 2 } },
            lease with { Task = lease.Task with { RunId = run.Id + 1000 } },
        ];

        foreach (var stranger in strangers)
        {
            (await Store.Logs.AppendAsync(stranger, [Sample.Line(1)])).Should().BeFalse();
        }

        (await Store.Logs.ReadAsync(new(run.Id))).Should().BeEmpty();
    }

    [Fact]
    public async Task After_its_task_has_ended_a_writer_stores_nothing_more()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        await Store.Logs.AppendAsync(lease, [Sample.Line(1)]);
        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Failure), Sample.Task(0, 2)]));
        var next = await ClaimOneAsync("next");

        (await Store.Logs.AppendAsync(lease, [Sample.Line(2, "late")])).Should().BeFalse();
        (await Store.Logs.AppendAsync(next, [Sample.Line(1, "second attempt")])).Should().BeTrue();

        (await TextsAsync(new(run.Id))).Should().Equal("line 1", "second attempt");
    }

    [Fact]
    public async Task A_lease_that_expired_but_was_not_taken_away_still_writes()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        Fixture.Time.Advance(TimeSpan.FromHours(1));

        (await Store.Logs.AppendAsync(lease, [Sample.Line(1)])).Should().BeTrue();
        (await Store.Logs.AppendAsync(lease, [])).Should().BeTrue();

        (await TextsAsync(new(run.Id))).Should().Equal("line 1");
    }

    [Fact]
    public async Task Lines_are_read_page_by_page_and_by_job()
    {
        var run = await CreateAsync(Sample.Run(2));
        var leases = (await ClaimAsync()).Select(claimed => claimed.Lease).ToArray();
        for (var i = 1; i <= 5; i++)
        {
            await Store.Logs.AppendAsync(leases[0], [Sample.Line(i, $"a{i}")]);
            await Store.Logs.AppendAsync(leases[1], [Sample.Line(i, $"b{i}")]);
        }

        var page = await Store.Logs.ReadAsync(new(run.Id) { Limit = 3 });

        page.Select(stored => stored.Line.Text).Should().Equal("a1", "b1", "a2");
        (await TextsAsync(new(run.Id) { AfterPosition = page[^1].Position, Limit = 2 })).Should().Equal("b2", "a3");
        (await TextsAsync(new(run.Id) { Job = 1 })).Should().Equal("b1", "b2", "b3", "b4", "b5");
        (await TextsAsync(new(run.Id) { Job = 0, AfterPosition = page[^1].Position, Limit = 2 })).Should().Equal("a3", "a4");
        (await TextsAsync(new(run.Id) { Job = 9 })).Should().BeEmpty();
        (await TextsAsync(new(run.Id) { AfterPosition = long.MaxValue })).Should().BeEmpty();
        (await TextsAsync(new(run.Id) { Limit = 0 })).Should().BeEmpty();
    }

    [Fact]
    public async Task Lines_of_other_runs_are_not_read()
    {
        var a = await CreateAsync(Sample.Run());
        var b = await CreateAsync(Sample.Run());
        var leases = (await ClaimAsync()).Select(claimed => claimed.Lease).ToArray();
        await Store.Logs.AppendAsync(leases[0], [Sample.Line(1, "of a")]);
        await Store.Logs.AppendAsync(leases[1], [Sample.Line(1, "of b")]);

        (await TextsAsync(new(a.Id))).Should().Equal("of a");
        (await TextsAsync(new(b.Id))).Should().Equal("of b");
        (await TextsAsync(new(4711))).Should().BeEmpty();
    }

    private async Task<IEnumerable<string>> TextsAsync(LogQuery query) =>
        (await Store.Logs.ReadAsync(query)).Select(stored => stored.Line.Text);
}
