using WorkflowEngine.Expressions;

namespace WorkflowEngine.Runs;

/// <summary>Evaluates the <c>if:</c> of a job or step.</summary>
internal static class ExpressionCondition
{
    public static ConditionResult Evaluate(Expression expression, IConditionScope scope)
    {
        // Without a status function the text means: success() and (text).
        if (!expression.UsesStatusFunction && !scope.Success)
        {
            return new(false, false, "condition success() is false");
        }

        var result = expression.Evaluate(scope);
        if (result.Error is { } error)
        {
            return new(false, true, $"condition '{expression.Source}' cannot be evaluated: {error.Message}");
        }

        return result.IsTrue
            ? new(true, false, $"condition '{expression.Source}' is true")
            : new(false, false, $"condition '{expression.Source}' is false");
    }
}
