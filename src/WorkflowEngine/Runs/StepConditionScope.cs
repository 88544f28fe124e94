using WorkflowEngine.Expressions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Runs;

/// <summary>What the condition of a step can see: the event, and how the steps before it went.</summary>
/// <param name="workflowEvent">The event of the run.</param>
/// <param name="soFar">Success, Failure or Cancelled: where the job would end if it ended now.</param>
internal sealed class StepConditionScope(WorkflowEvent workflowEvent, WorkflowStatus soFar) : IConditionScope
{
    public bool Success => soFar == WorkflowStatus.Success;

    public bool TryGetName(string name, out ExpressionValue value)
    {
        value = name == "event" ? EventValue.Of(workflowEvent) : default;
        return name == "event";
    }

    public bool TryCall(string function, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        bool? result = arguments.Length > 0 ? null : function switch
        {
            "success" => Success,
            "failure" => soFar == WorkflowStatus.Failure,
            "cancelled" => soFar == WorkflowStatus.Cancelled,
            "always" => true,
            _ => null,
        };
        value = result is { } known ? ExpressionValue.Of(known) : default;
        return result is not null;
    }
}
