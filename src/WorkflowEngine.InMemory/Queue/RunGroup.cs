using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Runs;

namespace WorkflowEngine.InMemory.Queue;

/// <summary>The runs of a concurrency group that have not ended; the oldest has its turn.</summary>
internal sealed class RunGroup(Scope scope, string name)
{
    public Scope Scope { get; } = scope;

    public string Name { get; } = name;

    public SortedSet<RunRecord> Active { get; } =
        new(Comparer<RunRecord>.Create(static (left, right) => left.Id.CompareTo(right.Id)));

    /// <summary>The run whose tasks may be claimed.</summary>
    public RunRecord? Open { get; set; }
}
