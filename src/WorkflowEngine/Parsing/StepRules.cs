using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of the steps of one job.</summary>
internal static class StepRules
{
    public static void Check(JobDefinition job, RuleFindings findings)
    {
        if (job.Steps.Count == 0)
        {
            findings.Error(DefinitionCodes.NoSteps, $"The job {Quoted.Text(job.Name)} has no steps.", job, "steps", job.Span);
            return;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var count = job.Steps.Count;
        foreach (var step in job.Steps)
        {
            CheckStep(step, ids, findings);
            count += step.Steps.Count;
            foreach (var child in step.Steps)
            {
                CheckStep(child, ids, findings);
                CheckChild(child, findings);
            }
        }

        if (count > DefinitionLimits.StepsPerJob)
        {
            findings.Error(
                DefinitionCodes.TooManySteps,
                $"The job {Quoted.Text(job.Name)} has {count} steps; at most {DefinitionLimits.StepsPerJob} are possible.",
                job,
                "steps",
                job.Span);
        }

        StepGraphRules.Check(job, findings);
    }

    private static void CheckStep(StepDefinition step, HashSet<string> ids, RuleFindings findings)
    {
        if (NameRule.Problem(step.Id) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidName, $"The id of the step {Quoted.Text(step.Id)} {problem}.", step, "id", step.Span);
        }
        else if (!ids.Add(step.Id))
        {
            findings.Error(DefinitionCodes.DuplicateStep, $"Two steps have the id {Quoted.Text(step.Id)}.", step, "id", step.Span);
        }

        if (step.Label is { } label && NameRule.LabelProblem(label) is { } labelProblem)
        {
            findings.Error(DefinitionCodes.InvalidName, $"The name of the step {Quoted.Text(step.Id)} {labelProblem}.", step, "name", step.Span);
        }

        CheckContent(step, findings);
        CheckWorkingDirectory(step, findings);
        CommonRules.CheckEnv(step.Env, step, step.Span, findings);
        CommonRules.CheckTimeout(step.Timeout, step, step.Span, findings);
        CommonRules.CheckRetry(step.Retry, step, step.Span, findings);
    }

    private static void CheckContent(StepDefinition step, RuleFindings findings)
    {
        var (lacks, field) = step.Kind switch
        {
            StepKind.Shell => (string.IsNullOrWhiteSpace(step.Run) ? "command" : null, "run"),
            StepKind.Python => (step.Function is null ? "function" : null, "function"),
            StepKind.Llm or StepKind.Agent => (step.Prompt is null ? "prompt" : null, "prompt"),
            StepKind.Action => (string.IsNullOrWhiteSpace(step.Uses) ? "action" : null, "uses"),
            _ => (step.Steps.Count == 0 ? "steps" : null, "parallel"),
        };
        if (lacks is not null)
        {
            findings.Error(DefinitionCodes.IncompleteStep, $"The step {Quoted.Text(step.Id)} has no {lacks}.", step, field, step.Span);
        }

        if (step.MaxParallel < 1)
        {
            findings.Error(DefinitionCodes.InvalidParallel, "'max_parallel' is at least 1.", step, "max_parallel", step.Span);
        }
    }

    private static void CheckChild(StepDefinition child, RuleFindings findings)
    {
        if (child.Kind == StepKind.Parallel || child.Steps.Count > 0)
        {
            findings.Error(
                DefinitionCodes.InvalidParallel, $"The parallel step {Quoted.Text(child.Id)} is inside another one.", child, "parallel", child.Span);
        }

        if (child.DependsOn is not null)
        {
            findings.Error(
                DefinitionCodes.InvalidParallel,
                $"The step {Quoted.Text(child.Id)} starts together with its neighbours and cannot depend on steps.",
                child,
                "depends_on",
                child.Span,
                "Write 'depends_on' at the parallel step.");
        }
    }

    private static void CheckWorkingDirectory(StepDefinition step, RuleFindings findings)
    {
        if (step.WorkingDirectory is not { } directory)
        {
            return;
        }

        var path = directory.Replace('\\', '/');
        var leaves = path.StartsWith('/') || (path.Length > 1 && path[1] == ':') || path.Split('/').Contains("..");
        if (leaves || string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            findings.Error(
                DefinitionCodes.InvalidWorkingDirectory,
                $"The working directory {Quoted.Text(directory)} is not a folder inside the workspace.",
                step,
                "working_directory",
                step.Span);
        }
    }
}
