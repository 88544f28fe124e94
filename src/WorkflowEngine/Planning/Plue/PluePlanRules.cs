namespace WorkflowEngine.Planning.Plue;

/// <summary>The rules of a plan that was read from a document, in the order in which they are reported.</summary>
internal static class PluePlanRules
{
    public static IReadOnlyList<(string? StepId, string Message)> Check(PluePlan plan)
    {
        var issues = new List<(string?, string)>();
        if (plan.Name.Length == 0)
        {
            issues.Add((null, "Workflow name cannot be empty"));
        }

        if (plan.Steps.Count == 0)
        {
            issues.Add((null, "Workflow must have at least one step"));
            return issues;
        }

        var byId = new Dictionary<string, PluePlanStep>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
        {
            if (!byId.TryAdd(step.Id, step))
            {
                issues.Add((step.Id, $"Duplicate step ID: {step.Id}"));
            }
        }

        issues.AddRange(plan.Steps.Where(step => step.Id.Length == 0).Select(_ => ((string?)null, "Step has empty ID")));
        foreach (var step in plan.Steps)
        {
            issues.AddRange(step.DependsOn.Where(id => !byId.ContainsKey(id))
                .Select(id => ((string?)step.Id, $"Step '{step.Id}' depends on non-existent step '{id}'")));
        }

        if (FirstCycle(plan.Steps, byId) is { } cycle)
        {
            issues.Add((cycle[0], $"Circular dependency detected: {string.Join(" -> ", cycle)}"));
        }

        return issues;
    }

    /// <summary>The way from the first step that leads into a circle, until a step comes a second time. Without recursion.</summary>
    private static List<string>? FirstCycle(IReadOnlyList<PluePlanStep> steps, Dictionary<string, PluePlanStep> byId)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in steps)
        {
            var path = new List<string>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            var next = new Stack<(string Id, bool Leaves)>([(start.Id, false)]);
            while (next.TryPop(out var visit))
            {
                if (visit.Leaves)
                {
                    path.RemoveAt(path.Count - 1);
                    onPath.Remove(visit.Id);
                    done.Add(visit.Id);
                    continue;
                }

                if (onPath.Contains(visit.Id))
                {
                    path.Add(visit.Id);
                    return path;
                }

                if (done.Contains(visit.Id) || !byId.TryGetValue(visit.Id, out var step))
                {
                    continue;
                }

                path.Add(visit.Id);
                onPath.Add(visit.Id);
                next.Push((visit.Id, true));
                for (var i = step.DependsOn.Count - 1; i >= 0; i--)
                {
                    next.Push((step.DependsOn[i], false));
                }
            }
        }

        return null;
    }
}
