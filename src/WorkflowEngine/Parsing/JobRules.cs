using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of one job that need no other job.</summary>
internal static class JobRules
{
    public static void Check(JobDefinition job, RuleFindings findings)
    {
        var name = Quoted.Text(job.Name);
        if (NameRule.Problem(job.Name) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidName, $"The name of the job {name} {problem}.", job.Span);
        }

        if (job.Label is { } label && NameRule.LabelProblem(label) is { } labelProblem)
        {
            findings.Error(DefinitionCodes.InvalidName, $"The shown name of the job {name} {labelProblem}.", job, "name", job.Span);
        }

        CheckCondition(job, name, findings);
        if (job.Priority is < -DefinitionLimits.Priority or > DefinitionLimits.Priority)
        {
            findings.Error(
                DefinitionCodes.InvalidPriority,
                $"A priority is from {-DefinitionLimits.Priority} to {DefinitionLimits.Priority}.",
                job,
                "priority",
                job.Span);
        }

        foreach (var worker in job.RunsOn)
        {
            if (NameRule.LabelProblem(worker) is { } workerProblem)
            {
                findings.Error(DefinitionCodes.InvalidLabel, $"A label of 'runs_on' {workerProblem}.", job, "runs_on", job.Span);
            }
        }

        if (job.ForEach is { } forEach && !CommonRules.IsVariable(forEach.Variable))
        {
            findings.Error(
                DefinitionCodes.InvalidForEach,
                $"{Quoted.Text(forEach.Variable)} cannot be the name of an environment variable.",
                job,
                "item_var",
                job.Span);
        }

        CommonRules.CheckEnv(job.Env, job, job.Span, findings);
        CommonRules.CheckConcurrency(job.Concurrency, job, job.Span, findings);
        CommonRules.CheckTimeout(job.Timeout, job, job.Span, findings);
        CommonRules.CheckRetry(job.Retry, job, job.Span, findings);
        StepRules.Check(job, findings);
    }

    private static void CheckCondition(JobDefinition job, string name, RuleFindings findings)
    {
        if (job.Needs.Count > 0)
        {
            return;
        }

        if (job.Condition.Kind == JobConditionKind.AnySuccess)
        {
            findings.Error(
                DefinitionCodes.ConditionWithoutNeeds, $"The job {name} has the condition 'any_success' but no needs.", job, "condition", job.Span);
        }
        else if (job.Condition.Kind == JobConditionKind.AnyFailed)
        {
            findings.Warning(
                DefinitionCodes.ConditionWithoutNeeds,
                $"The job {name} has the condition 'any_failed' but no needs, so it never runs.",
                job,
                "condition",
                job.Span);
        }
    }
}
