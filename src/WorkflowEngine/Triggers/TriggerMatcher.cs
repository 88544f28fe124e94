using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Finds the workflows that an event starts.</summary>
internal static class TriggerMatcher
{
    /// <summary>The definitions that an event starts, ordered by ref. Nothing is allocated for those it does not.</summary>
    public static IReadOnlyList<WorkflowDefinition> Match(TriggerIndex index, WorkflowEvent occurrence)
    {
        List<WorkflowDefinition>? matches = null;
        var target = EventRef.Of(occurrence);
        foreach (var candidate in index.InScope(occurrence.Scope).ListeningTo(occurrence.Name))
        {
            if (candidate.Check(occurrence, target).IsMatch)
            {
                (matches ??= []).Add(candidate.Definition);
            }
        }

        return matches ?? (IReadOnlyList<WorkflowDefinition>)[];
    }

    /// <summary>Says of every definition of the event's scope, ordered by ref, whether the event starts it and why or why not.</summary>
    public static IReadOnlyList<TriggerMatch> Explain(TriggerIndex index, WorkflowEvent occurrence)
    {
        var workflows = index.InScope(occurrence.Scope).Workflows;
        var matches = new TriggerMatch[workflows.Count];
        var target = EventRef.Of(occurrence);
        for (var i = 0; i < matches.Length; i++)
        {
            var verdict = workflows[i].Check(occurrence, target);
            matches[i] = new(workflows[i].Definition, verdict.IsMatch, TriggerReason.Of(workflows[i], occurrence, verdict));
        }

        return matches;
    }
}
