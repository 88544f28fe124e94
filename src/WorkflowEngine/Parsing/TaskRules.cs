using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of one task that need no other task but those inside of it.</summary>
internal static class TaskRules
{
    private static readonly string[] Reserved = ["parameters", "vars", "task", "system", "kv", "pack", "item", "batch", "index"];

    /// <remarks>The depth is bounded by the limit of the tree.</remarks>
    public static void Check(JobDefinition job, RuleFindings findings)
    {
        var name = Quoted.Text(job.Name);
        if (NameRule.Problem(job.Name) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidName, $"The name of the task {name} {problem}.", job, "name", job.Span);
        }
        else if (IsReserved(job.Name))
        {
            findings.Error(
                TaskCodes.ReservedName, $"Task name {name} conflicts with a reserved keyword.", job, "name", job.Span, "Choose another name.");
        }

        if (job.Flow is not { } flow)
        {
            findings.Error(TaskCodes.Incomplete, $"The job {name} has no transitions while others have.", job.Span);
            return;
        }

        CheckKind(job, flow, name, findings);
        CheckItems(job, flow, name, findings);
        CheckRetry(job, name, findings);
        CommonRules.CheckTimeout(job.Timeout, job, job.Span, findings);
        foreach (var transition in flow.Transitions)
        {
            foreach (var publish in transition.Publish)
            {
                if (!FlowRules.IsVariable(publish.Name))
                {
                    findings.Error(
                        TaskCodes.InvalidVariable, $"Invalid variable name: {Quoted.Text(publish.Name)}.", transition, "publish", transition.Span);
                }
            }
        }

        if (flow.Jobs.Count == 0)
        {
            return;
        }

        FlowGraphRules.Check(flow.Jobs, isNested: true, findings);
        foreach (var inner in flow.Jobs)
        {
            Check(inner, findings);
        }
    }

    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>A pack and a name, and possibly more parts, with dots between them.</summary>
    public static bool IsAction(string action) => action.Contains('.', StringComparison.Ordinal) && action.Split('.').All(part => part.Length > 0);

    private static void CheckKind(JobDefinition job, JobFlow flow, string name, RuleFindings findings)
    {
        var kind = flow.Kind switch { FlowKind.Parallel => "parallel", FlowKind.Workflow => "workflow", _ => "action" };
        if (flow.Kind == FlowKind.Parallel)
        {
            if (flow.Jobs.Count == 0 && findings.IsGiven(job, "tasks"))
            {
                findings.Error(TaskCodes.EmptyParallel, $"Task {name}: a parallel task must contain at least one sub-task.", job, "tasks", job.Span);
            }
            else if (flow.Jobs.Count == 0)
            {
                findings.Error(TaskCodes.Incomplete, $"Task {name} of type 'parallel' must have a 'tasks' field.", job, "type", job.Span);
            }

            return;
        }

        if (job.Steps.Count == 0)
        {
            findings.Error(TaskCodes.Incomplete, $"Task {name} of type '{kind}' must have an 'action' field.", job, "name", job.Span);
        }
        else if (!IsAction(job.Steps[0].Uses ?? ""))
        {
            findings.Error(
                TaskCodes.InvalidAction,
                $"Task {name} has invalid action reference: {Quoted.Text(job.Steps[0].Uses ?? "")}.",
                job,
                "action",
                job.Span,
                "Write the pack and the name with a dot between: 'core.echo'.");
        }

        if (flow.Jobs.Count > 0)
        {
            findings.Warning(YamlCodes.KeyWithoutEffect, $"'tasks' has no effect in a task of type '{kind}'.", job, "tasks", job.Span);
        }
    }

    private static void CheckItems(JobDefinition job, JobFlow flow, string name, RuleFindings findings)
    {
        foreach (var (field, value) in (ReadOnlySpan<(string, int?)>)[("batch_size", flow.BatchSize), ("concurrency", flow.Concurrency)])
        {
            if (value is < 0 || (value is 0 && flow.WithItems is not null))
            {
                findings.Error(TaskCodes.InvalidItems, $"Task {name} {field} must be greater than 0.", job, field, job.Span);
            }
            else if (value is not null && flow.WithItems is null && !findings.IsGiven(job, "with_items"))
            {
                findings.Warning(YamlCodes.KeyWithoutEffect, $"'{field}' has no effect without 'with_items'.", job, field, job.Span);
            }
        }
    }

    private static void CheckRetry(JobDefinition job, string name, RuleFindings findings)
    {
        CommonRules.CheckRetry(job.Retry, job, job.Span, findings);
        if (job.Retry is not { } retry)
        {
            return;
        }

        var place = findings.PlaceOf(job, "retry", job.Span);
        if (retry.Count == 0)
        {
            findings.Error(
                DefinitionCodes.InvalidRetry, $"Task {name} retry count must be from 1 to {DefinitionLimits.Retries}.", retry, "count", place);
        }

        if (retry.MaxDelay < retry.Delay)
        {
            findings.Error(DefinitionCodes.InvalidRetry, $"Task {name} retry max_delay must be >= delay.", retry, "max_delay", place);
        }
    }
}
