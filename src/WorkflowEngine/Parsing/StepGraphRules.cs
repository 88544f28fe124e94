using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of what the steps of one job depend on.</summary>
internal static class StepGraphRules
{
    public static void Check(JobDefinition job, RuleFindings findings)
    {
        var indexes = new Dictionary<string, int>(job.Steps.Count, StringComparer.Ordinal);
        var children = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < job.Steps.Count; index++)
        {
            indexes.TryAdd(job.Steps[index].Id, index);
            foreach (var child in job.Steps[index].Steps)
            {
                children.TryAdd(child.Id, job.Steps[index].Id);
            }
        }

        var edges = new List<int[]>(job.Steps.Count);
        foreach (var step in job.Steps)
        {
            edges.Add(step.DependsOn is null ? [] : CheckDependencies(step, step.DependsOn, indexes, children, findings));
        }

        foreach (var cycle in DependencyCycles.Find(edges))
        {
            var first = job.Steps[cycle[0]];
            var path = CyclePath.Write(cycle, step => job.Steps[step].Id);
            findings.Error(DefinitionCodes.StepCycle, $"Steps depend on each other in a circle: {path}.", first, "depends_on", first.Span);
        }
    }

    private static int[] CheckDependencies(
        StepDefinition step,
        IReadOnlyList<string> dependencies,
        Dictionary<string, int> indexes,
        Dictionary<string, string> children,
        RuleFindings findings)
    {
        var edges = new List<int>(dependencies.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < dependencies.Count; index++)
        {
            var dependency = dependencies[index];
            if (!seen.Add(dependency))
            {
                findings.Warning(
                    DefinitionCodes.RepeatedDependency,
                    $"The step {Quoted.Text(step.Id)} depends on {Quoted.Text(dependency)} twice.",
                    step,
                    "depends_on",
                    step.Span,
                    index: index);
            }
            else if (dependency == step.Id)
            {
                findings.Error(
                    DefinitionCodes.SelfStep, $"The step {Quoted.Text(step.Id)} depends on itself.", step, "depends_on", step.Span, index: index);
            }
            else if (indexes.TryGetValue(dependency, out var target))
            {
                edges.Add(target);
            }
            else
            {
                var hint = children.TryGetValue(dependency, out var parent)
                    ? $"It is inside the parallel step {Quoted.Text(parent)}: depend on that one."
                    : findings.Suggest(dependency, indexes.Keys.Where(id => id != step.Id));
                findings.Error(
                    DefinitionCodes.UnknownStep,
                    $"The step {Quoted.Text(step.Id)} depends on {Quoted.Text(dependency)}, which is not a step of this job.",
                    step,
                    "depends_on",
                    step.Span,
                    hint,
                    index);
            }
        }

        return [.. edges];
    }
}
