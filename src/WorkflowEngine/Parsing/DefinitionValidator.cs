using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Checks the rules that hold for every definition, and reports all that it breaks at once, in linear time.</summary>
/// <remarks>Patterns and cron expressions are checked where they are compiled.</remarks>
internal static class DefinitionValidator
{
    /// <param name="definition">The definition, from a file or from code.</param>
    /// <param name="spans">Where its fields were written; without it findings point at jobs and steps.</param>
    public static IReadOnlyList<Diagnostic> Validate(WorkflowDefinition definition, DefinitionSpans? spans = null)
    {
        var findings = new RuleFindings(spans ?? new DefinitionSpans());
        InputRules.Check(definition, findings);
        foreach (var trigger in definition.Triggers)
        {
            TriggerRules.Check(trigger, findings);
        }

        if (definition.HasTransitions || definition.Source?.Format == WorkflowFormat.YamlTasks)
        {
            FlowRules.Check(definition, findings);
            return findings.List;
        }

        ValidateWorkflow(definition, findings);

        foreach (var job in definition.Jobs)
        {
            JobRules.Check(job, findings);
        }

        JobGraphRules.Check(definition, findings);
        return findings.List;
    }

    private static void ValidateWorkflow(WorkflowDefinition definition, RuleFindings findings)
    {
        if (NameRule.Problem(definition.Ref) is { } problem)
        {
            findings.Error(
                DefinitionCodes.InvalidName, $"The ref of the workflow, {Quoted.Text(definition.Ref)}, {problem}.", definition, "ref", SourceSpan.None);
        }

        if (definition.Label is { } label && NameRule.LabelProblem(label) is { } labelProblem)
        {
            findings.Error(DefinitionCodes.InvalidName, $"The name of the workflow {labelProblem}.", definition, "name", SourceSpan.None);
        }

        CommonRules.CheckEnv(definition.Env, definition, SourceSpan.None, findings);
        CommonRules.CheckConcurrency(definition.Concurrency, definition, SourceSpan.None, findings);
        if (definition.Jobs.Count == 0 && definition.Program is null)
        {
            findings.Error(DefinitionCodes.NoJobs, "The workflow has no jobs.", definition, "jobs", SourceSpan.None);
        }
        else if (definition.Jobs.Count > DefinitionLimits.Jobs)
        {
            findings.Error(
                DefinitionCodes.TooManyJobs,
                $"The workflow has {definition.Jobs.Count} jobs; at most {DefinitionLimits.Jobs} are possible.",
                definition,
                "jobs",
                SourceSpan.None);
        }
    }
}
