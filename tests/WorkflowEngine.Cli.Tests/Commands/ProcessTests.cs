using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

/// <summary>What happens when the process itself is told to stop, or is killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly CliRig _cli = new();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_cancels_the_runs_lets_cleanup_finish_and_leaves_nothing_behind(string signal)
    {
        var pid = Path.Combine(_cli.Folder, "..", "pid");
        _cli.WithWorkflow($$"""
            name: Long
            on: push
            jobs:
              wait: {steps: [{run: "echo $$ > '{{pid}}'; echo waiting; sleep 300"}]}
              never: {needs: wait, steps: [{run: echo never}]}
              clean: {needs: never, condition: always, steps: [{run: echo cleaned}]}
            """);
        using var process = CliProcess.Start(_cli, "run");
        await process.ReadUntilAsync("│ waiting");

        await process.SignalAsync(signal);
        var shown = await process.EndAsync();

        shown.ExitCode.Should().Be(1, shown.Out + shown.Error);
        shown.Out.Should().Contain("cancelling; cleanup jobs still run").And.Contain("clean │ cleaned").And.Contain("1 run: 1 cancelled");
        shown.Error.Should().BeEmpty();
        Directory.Exists("/proc/" + (await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken)).Trim()).Should().BeFalse();
        _cli.Snapshots.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_killed_process_left_is_finished_by_a_worker_and_nothing_that_ended_runs_twice()
    {
        var trace = Path.Combine(_cli.Folder, "..", "trace");
        var gate = Path.Combine(_cli.Folder, "..", "gate");
        _cli.WithWorkflow($$"""
            name: Chain
            on: push
            jobs:
              first: {steps: [{run: "echo first >> '{{trace}}'"}]}
              second: {needs: first, steps: [{run: "echo second >> '{{trace}}'; echo begun; while [ ! -e '{{gate}}' ]; do sleep 0.1; done"}]}
              third: {needs: second, steps: [{run: "echo third >> '{{trace}}'"}]}
            """);
        using (var process = CliProcess.Start(_cli, "run"))
        {
            await process.ReadUntilAsync("│ begun");
            await process.SignalAsync("KILL");
            await process.EndAsync();
        }

        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        var worked = await _cli.RunAsync("worker", "--until-idle");

        worked.ExitCode.Should().Be(0, worked.Error);
        worked.Out.Should().Contain("Chain #1: success");
        (await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken)).Should().Equal("first", "second", "second", "third");
        (await _cli.RunAsync("show", "latest")).Out.Should().Contain("attempt 2; 1 lost with their worker");
        _cli.Snapshots.Should().BeEmpty();
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_gives_its_jobs_back()
    {
        _cli.WithWorkflow("name: Long\non: push\njobs: {wait: {steps: [{run: sleep 300}]}}");
        await _cli.RunAsync("trigger", "push");
        using var process = CliProcess.Start(_cli, "worker");
        await process.ReadUntilAsync("Long #1/wait: running");

        await process.SignalAsync("INT");
        var shown = await process.EndAsync();

        shown.ExitCode.Should().Be(0, shown.Error);
        shown.Out.Should().Contain("stopping; running jobs are given back");
        (await _cli.RunAsync("show", "latest")).Out.Should().Contain("ready; no worker has taken it yet (attempt 2)");
        await _cli.RunAsync("cancel", "latest");
    }

    public void Dispose() => _cli.Dispose();
}
