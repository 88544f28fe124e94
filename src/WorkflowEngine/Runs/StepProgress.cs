using WorkflowEngine.Definitions;
using WorkflowEngine.Expressions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Runs;

/// <summary>What the steps of one attempt have come to so far, and which step may run next. Not safe for several callers at once.</summary>
internal sealed class StepProgress
{
    /// <summary>Null for the plain list in which no step names another one.</summary>
    private readonly Dictionary<string, WorkflowStatus>? _statuses;
    private readonly WorkflowEvent _event;
    private string? _failed;

    /// <summary>Where the job would end if it ended now.</summary>
    private WorkflowStatus _soFar = WorkflowStatus.Success;

    public StepProgress(IReadOnlyList<StepDefinition> steps, WorkflowEvent workflowEvent)
    {
        _event = workflowEvent;
        if (NamesOthers(steps))
        {
            _statuses = new(StringComparer.Ordinal);
            SetWaiting(steps);
        }
    }

    /// <summary>Notes where a step stands now.</summary>
    /// <param name="step">The step.</param>
    /// <param name="status">Its status.</param>
    /// <param name="isChild">Whether it belongs to a parallel step, whose own failure is what later steps see.</param>
    public void Set(StepDefinition step, WorkflowStatus status, bool isChild = false)
    {
        if (!isChild && status is (WorkflowStatus.Failure or WorkflowStatus.Cancelled))
        {
            _failed ??= step.Id;
            _soFar = _soFar == WorkflowStatus.Failure ? _soFar : status;
        }

        if (_statuses is not null)
        {
            _statuses[step.Id] = status;
        }
    }

    /// <summary>Forgets how steps ended, because they are run once more.</summary>
    public void SetWaiting(IReadOnlyList<StepDefinition> steps)
    {
        if (_statuses is null)
        {
            return;
        }

        foreach (var step in steps)
        {
            _statuses[step.Id] = WorkflowStatus.Waiting;
            SetWaiting(step.Steps);
        }
    }

    /// <summary>Whether a step runs now, given how the others ended.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isChild">Whether it belongs to a parallel step: a child that names no dependencies runs whenever its group does.</param>
    public StepDecision Decide(StepDefinition step, bool isChild = false)
    {
        StepDecision unmet;
        if (step.DependsOn is null)
        {
            unmet = isChild || _failed is null
                ? default
                : Skip(ReasonCodes.EarlierStepFailed, $"step '{_failed}' did not succeed");
        }
        else
        {
            unmet = DecideByDependencies(step.DependsOn, out var isUnknown);
            if (unmet.Kind == StepDecisionKind.Wait || isUnknown)
            {
                return unmet;
            }
        }

        return step.If is null || (unmet.Kind != StepDecisionKind.Run && !step.If.UsesStatusFunction)
            ? unmet
            : DecideByCondition(step, step.If, unmet.Kind == StepDecisionKind.Run);
    }

    /// <summary>The decision for a step that waits for steps which wait for it.</summary>
    public static StepDecision SkipOfCycle { get; } = Skip(ReasonCodes.DependencyFailed, "depends on a step that depends on it");

    private static StepDecision Skip(string code, string text) => new(StepDecisionKind.Skip, new StatusReason(code, text));

    private StepDecision DecideByDependencies(IReadOnlyList<string> dependsOn, out bool isUnknown)
    {
        isUnknown = false;
        StepDecision decision = default;
        foreach (var id in dependsOn)
        {
            switch (_statuses!.GetValueOrDefault(id))
            {
                case WorkflowStatus.Success:
                    break;
                case WorkflowStatus.Unknown:
                    isUnknown = true;
                    return Skip(ReasonCodes.DependencyFailed, $"depends on step '{id}', which the job does not have");
                case var status when status.IsTerminal():
                    decision = decision.Kind == StepDecisionKind.Run
                        ? Skip(ReasonCodes.DependencyFailed, $"depends on step '{id}', which ended as {status.ToText()}")
                        : decision;
                    break;
                default:
                    return new StepDecision(StepDecisionKind.Wait);
            }
        }

        return decision;
    }

    private StepDecision DecideByCondition(StepDefinition step, Expression condition, bool isMet)
    {
        var soFar = step.DependsOn is null ? _soFar : isMet ? WorkflowStatus.Success : WorkflowStatus.Failure;
        var result = ExpressionCondition.Evaluate(condition, new StepConditionScope(_event, soFar));
        return result switch
        {
            { Runs: true } => new StepDecision(StepDecisionKind.Run),
            { IsError: true } => new StepDecision(StepDecisionKind.Fail, new StatusReason(ReasonCodes.ConditionError, result.Text)),
            _ => Skip(ReasonCodes.ConditionFalse, result.Text),
        };
    }

    private static bool NamesOthers(IReadOnlyList<StepDefinition> steps)
    {
        foreach (var step in steps)
        {
            if (step.DependsOn is { Count: > 0 } || NamesOthers(step.Steps))
            {
                return true;
            }
        }

        return false;
    }
}
