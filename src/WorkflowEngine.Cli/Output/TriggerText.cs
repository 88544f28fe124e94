using WorkflowEngine.Definitions;

namespace WorkflowEngine.Cli.Output;

/// <summary>Says in words what starts a workflow.</summary>
internal static class TriggerText
{
    public static string Of(WorkflowDefinition workflow) =>
        workflow.Triggers.Count == 0 ? "nothing (start it by name)" : string.Join(", or ", workflow.Triggers.Select(Of).Distinct());

    private static string Of(TriggerDefinition trigger)
    {
        if (trigger.Cron is { } cron)
        {
            return $"schedule \"{cron}\"";
        }

        var filter = trigger.Filter;
        var text = trigger.Event == "manual" ? "by hand" : trigger.Event;
        text += Part(" to ", filter.Branches);
        text += Part(" except to ", filter.BranchesIgnore);
        text += Part(filter.Branches is null ? " of tags " : " and tags ", filter.Tags);
        text += Part(" except of tags ", filter.TagsIgnore);
        text += Part(" changing ", filter.Paths);
        text += Part(" changing more than ", filter.PathsIgnore);
        text += Part(" of type ", filter.Types);
        return filter.Contains is null ? text : $"{text} with \"{filter.Contains}\" in its message";
    }

    private static string Part(string words, IReadOnlyList<string>? names) => names switch
    {
        null => "",
        [] => words + "nothing",
        _ => words + string.Join(" or ", names),
    };
}
