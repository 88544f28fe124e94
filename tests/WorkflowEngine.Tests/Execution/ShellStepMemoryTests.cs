using System.Text.Json;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Execution;

/// <summary>Measures the memory of the process, so nothing else of it may run.</summary>
[Collection(nameof(TimedTests))]
public sealed class ShellStepMemoryTests : IDisposable
{
    private readonly ExecutionRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_hundred_megabytes_of_output_do_not_fill_the_memory()
    {
        _rig.Options.MaxStepLogLength = 100_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        (await _rig.RunAsync("yes 'all work and no play makes Jack a dull boy' | head -c 100000000; echo; echo end")).Status.Should().Be(WorkflowStatus.Success);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(20_000_000);
        _rig.Lines.Sum(line => line.Length).Should().BeLessThan(101_000);
        _rig.Lines[^1].Should().MatchRegex("^23[0-9]{5} more lines were dropped: the log of a step holds 100000 characters$");
        JsonDocument.Parse(_rig.Steps.Single().Output!).RootElement.GetProperty("stdout").GetString().Should().HaveLength(StepOutput.MaxLength).And.EndWith("\nend\n");
    }
}
