using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Runs;

/// <summary>Random runs compared, fact by fact, with the plainest reading of the rules.</summary>
public sealed class RunModelTests
{
    private const int Graphs = 3000;

    [Fact]
    public void Random_runs_do_what_the_rules_say()
    {
        var ends = new Dictionary<WorkflowStatus, int>();
        for (var seed = 0; seed < Graphs; seed++)
        {
            var end = new RandomRun(seed).Play();
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        // Were one of these rare, the test would prove little.
        ends.Should().HaveCount(4).And.OnlyContain(end => end.Value > Graphs / 50);
    }
}
