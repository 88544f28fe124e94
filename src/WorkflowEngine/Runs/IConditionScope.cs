using WorkflowEngine.Expressions;

namespace WorkflowEngine.Runs;

/// <summary>What a condition can see, and what <c>success()</c> would say.</summary>
internal interface IConditionScope : IExpressionScope
{
    bool Success { get; }
}
