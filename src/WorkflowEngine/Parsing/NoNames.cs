using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>A place where no name is known, to evaluate what is constant.</summary>
internal sealed class NoNames : IExpressionScope
{
    public static NoNames Instance { get; } = new();

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
