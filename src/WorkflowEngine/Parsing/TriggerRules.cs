using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of one trigger.</summary>
internal static class TriggerRules
{
    private const int CronFields = 5;

    public static void Check(TriggerDefinition trigger, RuleFindings findings)
    {
        if (NameRule.LabelProblem(trigger.Event) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidTrigger, $"The event of a trigger {problem}.", trigger.Span);
        }

        if (trigger.Event == "schedule")
        {
            CheckCron(trigger, findings);
        }

        var filter = trigger.Filter;
        CheckPair(trigger, "branches", filter.Branches, filter.BranchesIgnore, findings);
        CheckPair(trigger, "tags", filter.Tags, filter.TagsIgnore, findings);
        CheckPair(trigger, "paths", filter.Paths, filter.PathsIgnore, findings);
    }

    private static void CheckCron(TriggerDefinition trigger, RuleFindings findings)
    {
        if (string.IsNullOrWhiteSpace(trigger.Cron))
        {
            findings.Error(
                DefinitionCodes.InvalidTrigger, "A schedule needs a cron expression.", trigger, "cron", trigger.Span, "Write for example cron: '0 6 * * 1-5'.");
            return;
        }

        var fields = trigger.Cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields != CronFields)
        {
            findings.Error(
                DefinitionCodes.InvalidTrigger,
                $"A cron expression has {CronFields} fields; {Quoted.Text(trigger.Cron)} has {fields}.",
                trigger,
                "cron",
                trigger.Span);
        }
    }

    private static void CheckPair(
        TriggerDefinition trigger, string field, IReadOnlyList<string>? patterns, IReadOnlyList<string>? ignored, RuleFindings findings)
    {
        if (patterns is not null && ignored is not null)
        {
            findings.Error(
                DefinitionCodes.ConflictingFilters,
                $"A trigger has either '{field}' or '{field}-ignore'.",
                trigger,
                $"{field}_ignore",
                trigger.Span,
                $"Write exceptions into '{field}' with '!' in front.");
        }
    }
}
