using WorkflowEngine.Expressions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Runs;

/// <summary>An event as expressions see it; what the event does not have is null.</summary>
internal static class EventValue
{
    public static ExpressionValue Of(WorkflowEvent workflowEvent) =>
        ExpressionValue.Of(new Dictionary<string, ExpressionValue>(StringComparer.Ordinal)
        {
            ["name"] = ExpressionValue.Of(workflowEvent.Name),
            ["action"] = ExpressionValue.Of(workflowEvent.Action),
            ["ref"] = ExpressionValue.Of(workflowEvent.Ref),
            ["ref_name"] = ExpressionValue.Of(workflowEvent.RefName),
            ["base_ref"] = ExpressionValue.Of(workflowEvent.BaseRef),
            ["sha"] = ExpressionValue.Of(workflowEvent.Sha),
            ["before"] = ExpressionValue.Of(workflowEvent.Before),
            ["actor"] = ExpressionValue.Of(workflowEvent.Actor),
            ["payload"] = workflowEvent.Payload is { } payload ? ExpressionValue.FromJson(payload).AsLenient() : ExpressionValue.Null,
        }).AsLenient();
}
