using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Puts the verdict on a workflow into one sentence.</summary>
internal static class TriggerReason
{
    /// <summary>Lists longer than this are cut: a reason is for reading.</summary>
    private const int MostNames = 10;

    public static string Of(IndexedWorkflow workflow, WorkflowEvent occurrence, TriggerVerdict verdict)
    {
        switch (verdict.Outcome)
        {
            case TriggerOutcome.InvalidDefinition:
                return $"the definition has an error: {workflow.Problem!.Message}";
            case TriggerOutcome.NoTriggers:
                return "it has no triggers, so only an explicit start runs it";
            case TriggerOutcome.OtherEvent when workflow.Triggers[0].Definition.Filter.Dialect == FilterDialect.Segments:
                return SegmentReason.OfEvent(EventsOf(workflow), occurrence);
            case TriggerOutcome.OtherEvent:
                return $"event \"{occurrence.Name}\" is not one of {Names(EventsOf(workflow))}";
            case TriggerOutcome.CausedByItself:
                return $"run {occurrence.CausedByRun} of the same workflow caused the event, and it may not start itself";
        }

        var target = EventRef.Of(occurrence);
        var reasons = new List<string>(1);
        foreach (var trigger in workflow.Triggers)
        {
            if (!target.IsHeardAs(trigger.Event, occurrence))
            {
                continue;
            }

            var single = trigger.Check(occurrence, target);
            if (single.IsMatch)
            {
                return Sentence(trigger, occurrence, target, single);
            }

            var reason = Sentence(trigger, occurrence, target, single);
            if (!reasons.Contains(reason))
            {
                reasons.Add(reason);
            }
        }

        return string.Join(", and ", reasons);
    }

    private static string Sentence(EventTrigger trigger, WorkflowEvent occurrence, EventRef target, TriggerVerdict verdict)
    {
        var filter = trigger.Definition.Filter;
        if (filter.Dialect == FilterDialect.Segments && IsOfSegments(verdict.Outcome))
        {
            return SegmentReason.Of(trigger, target, verdict);
        }

        return verdict.Outcome switch
        {
            TriggerOutcome.Passed => Passed(occurrence, target),
            TriggerOutcome.PassedByPath => filter.Paths is null
                ? $"changed path \"{occurrence.ChangedPaths![verdict.Path]}\" is not ignored by {Names(filter.PathsIgnore!)}"
                : $"changed path \"{occurrence.ChangedPaths![verdict.Path]}\" matches {Names(filter.Paths)}",
            TriggerOutcome.PassedWithUnknownPaths => "changed paths are not known, so the path filter lets it pass",
            TriggerOutcome.OtherType => occurrence.Action is null
                ? $"the event has no type, and it must be one of {Names(trigger.Types!)}"
                : $"type \"{occurrence.Action}\" is not one of {Names(trigger.Types!)}",
            TriggerOutcome.NoRef => "the event names no branch or tag, and the workflow filters them",
            TriggerOutcome.BranchNotIncluded => $"branch \"{target.Name}\" is not one of {Names(filter.Branches!)}",
            TriggerOutcome.BranchIgnored => $"branch \"{target.Name}\" is ignored by {Names(filter.BranchesIgnore!)}",
            TriggerOutcome.TagNotIncluded => $"tag \"{target.Name}\" is not one of {Names(filter.Tags!)}",
            TriggerOutcome.TagIgnored => $"tag \"{target.Name}\" is ignored by {Names(filter.TagsIgnore!)}",
            TriggerOutcome.OnlyBranchesFiltered => $"\"{target.Name}\" is a tag, and only branches start the workflow",
            TriggerOutcome.OnlyTagsFiltered => $"\"{target.Name}\" is a branch, and only tags start the workflow",
            TriggerOutcome.NoPathChanged => "no path changed, and the workflow filters paths",
            TriggerOutcome.NoPathIncluded => $"no changed path matches {Names(filter.Paths!)}",
            TriggerOutcome.EveryPathIgnored => $"every changed path is ignored by {Names(filter.PathsIgnore!)}",
            TriggerOutcome.TextMissing => $"the message does not contain \"{filter.Contains}\"",
            _ => $"the schedule \"{occurrence.Action}\" is not \"{trigger.Definition.Cron}\"",
        };
    }

    private static bool IsOfSegments(TriggerOutcome outcome) => outcome is TriggerOutcome.Passed or TriggerOutcome.PassedByPath
        or TriggerOutcome.PassedWithUnknownPaths or TriggerOutcome.BranchNotIncluded or TriggerOutcome.NoPathChanged or TriggerOutcome.NoPathIncluded;

    private static string Passed(WorkflowEvent occurrence, EventRef target) => target.Kind switch
    {
        EventRefKind.Branch => $"event \"{occurrence.Name}\" on branch \"{target.Name}\" starts it",
        EventRefKind.Tag => $"event \"{occurrence.Name}\" of tag \"{target.Name}\" starts it",
        _ => $"event \"{occurrence.Name}\" starts it",
    };

    private static List<string> EventsOf(IndexedWorkflow workflow)
    {
        var names = new List<string>(workflow.Triggers.Length);
        foreach (var trigger in workflow.Triggers)
        {
            if (!names.Contains(trigger.Definition.Event))
            {
                names.Add(trigger.Definition.Event);
            }
        }

        return names;
    }

    private static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "an empty list",
        <= MostNames => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more",
    };
}
