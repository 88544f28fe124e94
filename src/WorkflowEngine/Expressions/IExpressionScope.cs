namespace WorkflowEngine.Expressions;

/// <summary>What an expression can see: the names and functions of the place it is evaluated at.</summary>
public interface IExpressionScope
{
    /// <summary>Looks up a name; false when it is not known here, which is an error of the expression.</summary>
    /// <param name="name">The name as written, case-sensitive.</param>
    /// <param name="value">What it stands for.</param>
    bool TryGetName(string name, out ExpressionValue value);

    /// <summary>Calls a function; false when it is not one of the scope's, and the built-in of that name is used if there is one.</summary>
    /// <param name="function">The name as written; <c>success</c>, <c>failure</c>, <c>always</c> and <c>cancelled</c> always in lower case.</param>
    /// <param name="arguments">The values of its arguments, in order.</param>
    /// <param name="value">What it returned.</param>
    bool TryCall(string function, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value);
}
