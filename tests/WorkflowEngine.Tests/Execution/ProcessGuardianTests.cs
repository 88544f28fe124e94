using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Execution;

public sealed class ProcessGuardianTests : IDisposable
{
    private readonly ExecutionRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Groups_that_were_running_when_the_engine_died_are_killed_and_no_others()
    {
        var groups = new List<ChildProcess>();
        for (var i = 0; i < 4; i++)
        {
            groups.Add(_rig.Children.TryStart(
                new ProcessStart { Command = ["sleep", "600"], Folder = "/", Env = new Dictionary<string, string>() }, out _)!);
        }

        // What a killed process leaves behind is the closed end of its pipe.
        using (var guardian = ProcessGuardian.TryStart()!)
        {
            groups.ForEach(group => guardian.Add(group.Id));
            guardian.Remove(groups[0].Id);
            guardian.Remove(groups[2].Id);
        }

        await groups[1].Exited.WaitAsync(TimeSpan.FromSeconds(30));
        await groups[3].Exited.WaitAsync(TimeSpan.FromSeconds(30));
        groups[0].Exited.IsCompleted.Should().BeFalse();
        groups[2].Exited.IsCompleted.Should().BeFalse();
        groups.ForEach(group => _rig.Children.End(group));
    }

    [Fact]
    public async Task A_program_is_ended_with_everything_it_started()
    {
        var child = _rig.Children.TryStart(
            new ProcessStart { Command = ["sh", "-c", "sleep 600 & echo $!; wait"], Folder = "/", Env = new Dictionary<string, string>() }, out _)!;
        using var reader = new StreamReader(child.Output, leaveOpen: true);
        var id = await reader.ReadLineAsync();
        _rig.Children.End(child);
        await child.Exited.WaitAsync(TimeSpan.FromSeconds(30));
        await ProcessAssertions.AssertGoneAsync(id!, $"{child.Id}");
    }
}
