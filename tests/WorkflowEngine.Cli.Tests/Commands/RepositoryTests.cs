using System.Diagnostics;
using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

/// <summary>A folder that is a git repository of its own.</summary>
public sealed class RepositoryTests : IDisposable
{
    private readonly CliRig _cli = new();

    [Fact]
    public async Task The_last_commit_runs_and_changes_that_are_not_committed_are_mentioned()
    {
        _cli.WithFile("value", "committed").WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: cat value}]}}");
        Git("init", "--quiet", "--initial-branch=trunk");
        Git("add", "--all");
        Git("-c", "user.name=A", "-c", "user.email=a@localhost", "commit", "--quiet", "--message", "first");
        var clean = await _cli.RunAsync("run");
        _cli.WithFile("value", "changed");

        var dirty = await _cli.RunAsync("run");
        var asItIs = await _cli.RunAsync("run", "--work-tree");

        clean.Lines[0].Should().StartWith(" shop  push to trunk at ");
        clean.Out.Should().Contain("A │ committed").And.NotContain("temporary").And.NotContain("not committed");
        dirty.Out.Should().Contain("shop has changes that are not committed").And.Contain("A │ committed");
        asItIs.Out.Should().Contain("shop is taken as it is now").And.Contain("A │ changed");
        _cli.Snapshots.Should().BeEmpty();
    }

    [Fact]
    public async Task A_repository_without_a_commit_is_taken_as_it_is()
    {
        _cli.WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: echo a}]}}");
        Git("init", "--quiet");

        var shown = await _cli.RunAsync("run");

        shown.Out.Should().Contain("shop has no commit yet").And.Contain("1 succeeded");
    }

    public void Dispose() => _cli.Dispose();

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _cli.Folder })!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}
