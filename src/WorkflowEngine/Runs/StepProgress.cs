using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>What the steps of one attempt have come to so far, and which step may run next. Not safe for several callers at once.</summary>
internal sealed class StepProgress
{
    /// <summary>Null for the plain list in which no step names another one.</summary>
    private readonly Dictionary<string, WorkflowStatus>? _statuses;
    private string? _failed;

    public StepProgress(IReadOnlyList<StepDefinition> steps)
    {
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
        if (step.DependsOn is null)
        {
            return isChild || _failed is null
                ? new StepDecision(StepDecisionKind.Run)
                : new StepDecision(StepDecisionKind.Skip, new StatusReason(ReasonCodes.EarlierStepFailed, $"step '{_failed}' did not succeed"));
        }

        var wait = false;
        foreach (var id in step.DependsOn)
        {
            switch (_statuses!.GetValueOrDefault(id))
            {
                case WorkflowStatus.Success:
                    break;
                case WorkflowStatus.Unknown:
                    return Skip($"depends on step '{id}', which the job does not have");
                case var status when status.IsTerminal():
                    return Skip($"depends on step '{id}', which ended as {status.ToText()}");
                default:
                    wait = true;
                    break;
            }
        }

        return new StepDecision(wait ? StepDecisionKind.Wait : StepDecisionKind.Run);
    }

    /// <summary>The decision for a step that waits for steps which wait for it.</summary>
    public static StepDecision SkipOfCycle { get; } = Skip("depends on a step that depends on it");

    private static StepDecision Skip(string text) => new(StepDecisionKind.Skip, new StatusReason(ReasonCodes.DependencyFailed, text));

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
