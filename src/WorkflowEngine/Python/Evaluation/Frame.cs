using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>One running call: its variables by slot, and the node it is at, for errors.</summary>
internal sealed class Frame(string name, object?[] slots, PythonNode node)
{
    public readonly object?[] Slots = slots;

    public PythonNode Node = node;

    public object? Result;

    /// <summary>The names of a class body; null elsewhere.</summary>
    public Dictionary<string, object>? ClassNames;

    public string Name { get; } = name;

    public object At(PythonNode node, object value)
    {
        Node = node;
        return value;
    }
}
