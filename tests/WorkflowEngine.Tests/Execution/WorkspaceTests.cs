using Microsoft.Extensions.Logging.Abstractions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Support.ExecutionRig;

namespace WorkflowEngine.Tests.Execution;

public sealed class WorkspaceTests : IDisposable
{
    private readonly ExecutionRig _rig = new();
    private readonly GitRepository _repository = new();

    public void Dispose()
    {
        _rig.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task Steps_share_a_workspace_that_is_empty_first_and_gone_afterwards()
    {
        await _rig.RunAsync(Shell("a", "ls -A; echo made > file"), Shell("b", "cat file; pwd; mkdir -p x/y; ln -s / root; chmod 500 x"));
        _rig.Lines[0].Should().Be("made");
        Directory.Exists(_rig.Lines[1]).Should().BeFalse();
        Directory.Exists("/usr").Should().BeTrue();
    }

    [Fact]
    public async Task The_workspace_is_a_checkout_of_the_events_commit()
    {
        _rig.Repository = _ => _repository.Path;
        var first = _repository.Commit("first", ("file", "one\n"));
        _repository.Commit("second", ("file", "two\n"));
        _rig.Event = new WorkflowEvent { Name = "push", Ref = "refs/heads/main", Sha = first };
        await _rig.RunAsync("cat file; git rev-parse HEAD; echo changed > file");
        _rig.Lines.Should().Equal("one", first);
        (await File.ReadAllTextAsync(Path.Combine(_repository.Path, "file"))).Should().Be("two\n");
    }

    [Fact]
    public async Task Without_a_commit_the_ref_counts_and_without_that_the_head()
    {
        _rig.Repository = _ => _repository.Path;
        _repository.Commit("first", ("file", "one\n"));
        _repository.Run("checkout", "--quiet", "-b", "other");
        _repository.Commit("second", ("file", "two\n"));
        _rig.Event = new WorkflowEvent { Name = "push", Ref = "refs/heads/main" };
        await _rig.RunAsync("cat file");
        _rig.Event = new WorkflowEvent { Name = "manual" };
        await _rig.RunAsync("cat file");
        _rig.Lines.Should().Equal("one", "two");
    }

    [Theory]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("--upload-pack=touch pwned")]
    public async Task A_commit_that_is_not_there_fails_the_step(string sha)
    {
        _rig.Repository = _ => _repository.Path;
        _repository.Commit("first", ("file", "one\n"));
        _rig.Event = new WorkflowEvent { Name = "push", Sha = sha };
        await _rig.RunAsync("echo no");
        _rig.Steps[0].Reason.Should().Be(
            new StatusReason(ReasonCodes.StartFailed, $"The repository '{_repository.Path}' has no commit '{sha}'."));
    }

    [Fact]
    public async Task A_hook_of_the_repository_is_not_run()
    {
        _rig.Repository = _ => _repository.Path;
        _repository.Commit("first", ("file", "one\n"));
        var hook = Path.Combine(_repository.Path, ".git/hooks/post-checkout");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\n: > {_rig.PathOf("hooked")}\n");
        Execute("chmod", "+x", hook);
        await _rig.RunAsync("cat file");
        File.Exists(_rig.PathOf("hooked")).Should().BeFalse();
    }

    [Fact]
    public void Folders_of_an_engine_that_is_gone_are_swept_and_those_of_a_living_one_are_not()
    {
        using var children = new ChildProcesses();
        using var living = NewRoot(children);
        var kept = living.Open();
        var left = Path.Combine(_rig.PathOf("workspaces"), "engine-gone");
        Directory.CreateDirectory(Path.Combine(left, "run-1-job-0-attempt-1", "work"));
        File.WriteAllText(Path.Combine(left, ".lock"), "");

        using var next = NewRoot(children);
        next.Sweep();
        Directory.Exists(left).Should().BeFalse();
        Directory.Exists(kept).Should().BeTrue();
    }

    private WorkspaceRoot NewRoot(ChildProcesses children) => new(
        _rig.PathOf("workspaces"),
        new GitCheckout(new ProcessRunner(children, new WorkflowEngineOptions(), TimeProvider.System)),
        static _ => null,
        NullLogger<WorkspaceRoot>.Instance);
}
