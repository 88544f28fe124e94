namespace WorkflowEngine.Python.Evaluation;

internal sealed record DataclassField(string Name)
{
    public object? Default { get; init; }

    public object? Factory { get; init; }

    public bool IsArgument { get; init; } = true;

    public bool IsShown { get; init; } = true;

    public bool IsCompared { get; init; } = true;

    public bool IsKeywordOnly { get; init; }

    public bool HasDefault => Default is not null || Factory is not null;
}
