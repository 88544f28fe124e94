namespace WorkflowEngine.Definitions;

/// <summary>The kinds of jobs in a workflow with transitions.</summary>
public enum FlowKind
{
    /// <summary>An action of a pack or of the host.</summary>
    Action = 0,

    /// <summary>Several jobs that run together and end when all have ended.</summary>
    Parallel = 1,

    /// <summary>Another workflow, as a run of its own.</summary>
    Workflow = 2,
}
