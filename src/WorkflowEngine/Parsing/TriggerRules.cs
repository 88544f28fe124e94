using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of a trigger that need no pattern or cron expression to be read.</summary>
internal static class TriggerRules
{
    public static void Check(TriggerDefinition trigger, RuleFindings findings)
    {
        if (NameRule.LabelProblem(trigger.Event) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidTrigger, $"The event of a trigger {problem}.", trigger.Span);
        }
        else if (trigger is { Event: "schedule", Cron: null })
        {
            findings.Error(DefinitionCodes.InvalidTrigger, "A schedule needs a cron expression.", trigger.Span);
        }

        if (trigger.Jitter < TimeSpan.Zero || trigger.Jitter > DefinitionLimits.Jitter)
        {
            findings.Error(
                DefinitionCodes.InvalidTrigger, $"The jitter of a schedule is from 0 to {DefinitionLimits.Jitter.TotalHours} hours.", trigger.Span);
        }
    }
}
