using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions;

/// <summary>A call in an expression.</summary>
/// <param name="Name">The function or filter.</param>
/// <param name="Arguments">How many arguments it gets, the operand of a filter included.</param>
/// <param name="Span">Where it stands in the file.</param>
internal readonly record struct ExpressionCall(string Name, int Arguments, SourceSpan Span)
{
    /// <summary>What is wrong with the call when the scope adds no function of that name; null when nothing is.</summary>
    public (string Code, string Message)? Problem => BuiltIns.Find(Name) is not { } function
        ? (ExpressionCodes.UnknownFunction, $"No function named '{Name}' is known here.")
        : Arguments < function.Fewest || Arguments > function.Most
            ? (ExpressionCodes.ArgumentCount, $"'{Name}' takes {function.Arity}, not {Arguments}.")
            : null;
}
