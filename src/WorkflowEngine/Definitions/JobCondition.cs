using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>The rule over the results of a job's needs that decides whether the job runs.</summary>
public sealed record JobCondition
{
    private JobCondition(JobConditionKind kind, Expression? expression = null) => (Kind, Expression) = (kind, expression);

    /// <summary>Runs when every need succeeded; a job without needs runs. The default.</summary>
    public static JobCondition AllSuccess { get; } = new(JobConditionKind.AllSuccess);

    /// <summary>Runs when at least one need succeeded.</summary>
    public static JobCondition AnySuccess { get; } = new(JobConditionKind.AnySuccess);

    /// <summary>Runs when at least one need failed or was cancelled.</summary>
    public static JobCondition AnyFailed { get; } = new(JobConditionKind.AnyFailed);

    /// <summary>Runs whatever the needs ended as, also when the run is cancelled.</summary>
    public static JobCondition Always { get; } = new(JobConditionKind.Always);

    /// <summary>Which rule it is.</summary>
    public JobConditionKind Kind { get; }

    /// <summary>The expression of an <c>if:</c>; null for the four named rules.</summary>
    public Expression? Expression { get; }

    /// <summary>Runs when an expression is true; without a status function it means <c>success() and (expression)</c>.</summary>
    public static JobCondition If(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new(JobConditionKind.Expression, expression);
    }

    /// <summary>Reads the name of one of the four rules, also as <c>all_success(needs)</c> or <c>always()</c>; empty means the default.</summary>
    /// <returns>Null when it is not one of them.</returns>
    public static JobCondition? FromName(string? name) => name?.Trim() switch
    {
        null or "" or "all_success" or "all_success(needs)" => AllSuccess,
        "any_success" or "any_success(needs)" => AnySuccess,
        "any_failed" or "any_failed(needs)" => AnyFailed,
        "always" or "always()" => Always,
        _ => null,
    };

    /// <summary>Writes the rule as authors do.</summary>
    public override string ToString() => Kind switch
    {
        JobConditionKind.AllSuccess => "all_success",
        JobConditionKind.AnySuccess => "any_success",
        JobConditionKind.AnyFailed => "any_failed",
        JobConditionKind.Always => "always",
        _ => Expression!.Source,
    };
}
