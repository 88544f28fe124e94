using WorkflowEngine.Expressions;

namespace WorkflowEngine.Runs;

/// <summary>What the condition of a job can see: the event, the needs, and the four status functions.</summary>
internal sealed class JobConditionScope(RunDraft draft, int job, Outcomes ancestors) : IConditionScope
{
    public bool Success => !draft.Run.CancelRequested && (ancestors & ~Outcomes.Success) == 0;

    public bool TryGetName(string name, out ExpressionValue value)
    {
        switch (name)
        {
            case "event":
                value = EventValue.Of(draft.Run.Event);
                return true;
            case "needs":
                value = Needs();
                return true;
            case "job":
                value = ExpressionValue.Of(draft.Job(job).Name);
                return true;
            default:
                value = default;
                return false;
        }
    }

    public bool TryCall(string function, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        bool? result = arguments.Length > 0 ? null : function switch
        {
            "success" => Success,
            "failure" => (ancestors & Outcomes.Failure) != 0,
            "cancelled" => draft.Run.CancelRequested,
            "always" => true,
            _ => null,
        };
        value = result is { } known ? ExpressionValue.Of(known) : default;
        return result is not null;
    }

    private ExpressionValue Needs()
    {
        var needs = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal);
        foreach (var group in draft.Graph.Needs(draft.Graph.GroupOf(job)))
        {
            var first = draft.Job(draft.Graph.FirstMember(group));
            var status = RunStatusRule.Of(0, draft.Group(group).Own);
            needs[first.Name] = ExpressionValue.Of(new Dictionary<string, ExpressionValue>(StringComparer.Ordinal)
            {
                ["result"] = ExpressionValue.Of(status.ToText()),
                ["status"] = ExpressionValue.Of(status.ToText()),
            }).AsLenient();
        }

        return ExpressionValue.Of(needs).AsLenient();
    }
}
