namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>A scope for work that looks at no names.</summary>
internal sealed class NoScope : IExpressionScope
{
    public static NoScope Instance { get; } = new();

    public bool TryGetName(string name, out ExpressionValue value)
    {
        value = default;
        return false;
    }

    public bool TryCall(string function, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        return false;
    }
}
