using WorkflowEngine.Runs;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>A plan and how many runs name it.</summary>
internal sealed class StoredPlan(RunPlan plan)
{
    public RunPlan Plan { get; } = plan;

    public int Runs { get; set; }
}
