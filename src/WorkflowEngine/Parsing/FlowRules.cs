using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of a workflow whose tasks start each other through transitions.</summary>
internal static class FlowRules
{
    private const int LongestVersion = 50;

    public static void Check(WorkflowDefinition definition, RuleFindings findings)
    {
        CheckTexts(definition, findings);
        foreach (var name in definition.Vars.Keys)
        {
            if (!IsVariable(name))
            {
                findings.Error(TaskCodes.InvalidVariable, $"Invalid variable name: {Quoted.Text(name)}.", definition, "vars", SourceSpan.None);
            }
        }

        if (definition.Jobs.Count == 0)
        {
            findings.Error(TaskCodes.NoTasks, "The workflow must contain at least one task.", definition, "tasks", SourceSpan.None);
        }
        else if (definition.Jobs.Count > DefinitionLimits.Jobs)
        {
            findings.Error(
                DefinitionCodes.TooManyJobs,
                $"The workflow has {definition.Jobs.Count} tasks; at most {DefinitionLimits.Jobs} are possible.",
                definition,
                "tasks",
                SourceSpan.None);
        }

        SchemaRules.Check(definition, findings);
        FlowGraphRules.Check(definition.Jobs, isNested: false, findings);
        foreach (var job in definition.Jobs)
        {
            TaskRules.Check(job, findings);
        }

        FlowExpressionRules.Check(definition, findings);
    }

    /// <summary>Letters and digits of any script, dashes and underscores.</summary>
    public static bool IsVariable(string name) =>
        name.Length > 0 && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');

    private static void CheckTexts(WorkflowDefinition definition, RuleFindings findings)
    {
        if (definition.Ref.Length == 0)
        {
            findings.Error(TaskCodes.InvalidText, "The ref of the workflow cannot be empty.", definition, "ref", SourceSpan.None);
        }
        else if (NameRule.Problem(definition.Ref) is { } problem)
        {
            findings.Error(TaskCodes.InvalidText, $"The ref of the workflow {problem}.", definition, "ref", SourceSpan.None);
        }

        if (definition.Label is { } label && NameRule.LabelProblem(label) is { } labelProblem)
        {
            findings.Error(TaskCodes.InvalidText, $"The label of the workflow {labelProblem}.", definition, "label", SourceSpan.None);
        }

        if (definition.Version is { Length: 0 or > LongestVersion })
        {
            findings.Error(
                TaskCodes.InvalidText, $"The version of the workflow has 1 to {LongestVersion} characters.", definition, "version", SourceSpan.None);
        }

        CommonRules.CheckConcurrency(definition.Concurrency, definition, SourceSpan.None, findings);
    }
}
