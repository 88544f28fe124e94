using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Finds the workflows that an event starts.</summary>
internal static class TriggerMatcher
{
    /// <summary>The definitions that an event starts, ordered by ref. Nothing is allocated for those it does not.</summary>
    public static IReadOnlyList<WorkflowDefinition> Match(TriggerIndex index, WorkflowEvent occurrence)
    {
        var target = EventRef.Of(occurrence);
        if (index.InScope(occurrence.Scope).ListeningTo(occurrence.Name) is not { } candidates)
        {
            return [];
        }

        List<WorkflowDefinition>? matches = null;
        AddMatches(candidates.Naming(target), occurrence, target, ref matches);
        var naming = matches?.Count ?? 0;
        AddMatches(candidates.Others, occurrence, target, ref matches);
        if (naming > 0 && matches!.Count > naming)
        {
            matches.Sort(static (left, right) => string.CompareOrdinal(left.Ref, right.Ref));
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

    private static void AddMatches(
        ReadOnlySpan<IndexedWorkflow> candidates, WorkflowEvent occurrence, EventRef target, ref List<WorkflowDefinition>? matches)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Check(occurrence, target).IsMatch)
            {
                (matches ??= []).Add(candidate.Definition);
            }
        }
    }
}
