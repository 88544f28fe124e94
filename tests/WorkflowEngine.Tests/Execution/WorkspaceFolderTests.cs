using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Execution;

public sealed class WorkspaceFolderTests
{
    [Fact]
    public async Task Jobs_of_a_folder_without_git_run_in_a_copy_of_it()
    {
        using var folder = new TempFolder();
        var workflows = Path.Combine(folder.Path, ".plue", "workflows");
        Directory.CreateDirectory(workflows);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "note.txt"), "hello");
        await File.WriteAllTextAsync(
            Path.Combine(workflows, "copy.yml"), "on: push\njobs:\n  read:\n    steps:\n      - run: test \"$(cat note.txt)\" = hello && echo changed > note.txt\n");
        await using var engine = await RunningEngine.StartAsync(builder => builder.UseInMemory().AddRepository(folder.Path, new("here")));

        var result = await engine.Client.DispatchAsync(new WorkflowEvent { Scope = new("here"), Name = "push" });
        var ended = await engine.Client.WaitAsync(result.Runs.Single().Id);

        ended!.Status.Should().Be(WorkflowStatus.Success);
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "note.txt"))).Should().Be("hello", "the job wrote to its own copy");
    }
}
