using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Finds the workflows that an event starts.</summary>
internal static class TriggerMatcher
{
    /// <summary>The definitions that an event starts, ordered by ref. Nothing is allocated for those it does not.</summary>
    public static IReadOnlyList<WorkflowDefinition> Match(TriggerIndex index, WorkflowEvent occurrence)
    {
        var target = EventRef.Of(occurrence);
        var scope = index.InScope(occurrence.Scope);
        List<WorkflowDefinition>? matches = null;
        var lists = AddMatches(scope.ListeningTo(occurrence.Name), occurrence, target, ref matches);
        for (var i = 0; i < target.OtherNames.Count; i++)
        {
            if (target.OtherNames[i] != occurrence.Name)
            {
                lists += AddMatches(scope.ListeningTo(target.OtherNames[i]), occurrence, target, ref matches);
            }
        }

        if (lists > 1)
        {
            SortWithoutRepetition(matches!);
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

    /// <summary>Adds the matches of a bucket, and gives how many of its lists had any: each is in order and names a workflow once.</summary>
    private static int AddMatches(EventBucket? bucket, WorkflowEvent occurrence, EventRef target, ref List<WorkflowDefinition>? matches)
    {
        if (bucket is null)
        {
            return 0;
        }

        var before = matches?.Count ?? 0;
        AddMatches(bucket.Naming(target), occurrence, target, ref matches);
        var between = matches?.Count ?? 0;
        AddMatches(bucket.Others, occurrence, target, ref matches);
        return (between > before ? 1 : 0) + ((matches?.Count ?? 0) > between ? 1 : 0);
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

    private static void SortWithoutRepetition(List<WorkflowDefinition> matches)
    {
        matches.Sort(static (left, right) => string.CompareOrdinal(left.Ref, right.Ref));
        var kept = 1;
        for (var i = 1; i < matches.Count; i++)
        {
            if (matches[i].Ref != matches[kept - 1].Ref)
            {
                matches[kept++] = matches[i];
            }
        }

        matches.RemoveRange(kept, matches.Count - kept);
    }
}
