namespace WorkflowEngine.Python.Evaluation;

/// <summary>A variable that outlives or is shared beyond its frame; no value means it is not bound.</summary>
internal sealed class Cell
{
    public object? Value { get; set; }
}
