using WorkflowEngine.Definitions;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Turns planned steps into the jobs of a definition: the body's own steps are one job, and each triggered job is another.</summary>
internal static class PlueJobs
{
    public const string Default = "default";

    public static IReadOnlyList<JobDefinition> Of(
        IReadOnlyList<PlueStep> steps, IReadOnlyList<PlueJob> triggered, FunctionDefinition function, string file, TimeSpan? timeout)
    {
        var jobs = new List<JobDefinition>(triggered.Count + 1);
        if (steps.Count > 0)
        {
            jobs.Add(new JobDefinition
            {
                Name = Default,
                Steps = [.. steps.Where(step => step.Group is null).Select(step => ToDefinition(step, file))],
                Timeout = timeout,
                Span = function.Span,
            });
        }

        foreach (var job in triggered)
        {
            jobs.Add(job.FollowsSteps && steps.Count > 0 ? job.Definition with { Needs = [Default] } : job.Definition);
        }

        return jobs;
    }

    private static StepDefinition ToDefinition(PlueStep step, string file) => new()
    {
        Id = step.Id,
        Label = LabelOf(step),
        Kind = step.Kind switch
        {
            PlueStepKind.Llm => StepKind.Llm,
            PlueStepKind.Agent => StepKind.Agent,
            PlueStepKind.Parallel => StepKind.Parallel,
            PlueStepKind.Python => StepKind.Python,
            _ => StepKind.Shell,
        },
        Run = step.Command,
        Env = step.Env,
        Function = step.Function is { } function ? new PythonFunction(file, function) : null,
        Prompt = step.Prompt,
        DependsOn = step.Kind == PlueStepKind.Parallel ? OutsideNeeds(step) : step.Group is null ? step.DependsOn : null,
        Steps = [.. Leaves(step).Select(child => ToDefinition(child, file))],
        MaxParallel = step.MaxParallel,
        Timeout = step.Timeout,
        WorkingDirectory = step.WorkingDirectory,
        Span = step.Span,
    };

    private static string? LabelOf(PlueStep step) => step.Prefix is { } prefix ? $"{prefix} / {step.Label ?? step.Id}" : step.Label;

    /// <summary>The steps that really run in a group: a group within a group runs with its neighbours anyway.</summary>
    private static IEnumerable<PlueStep> Leaves(PlueStep group)
    {
        var pending = new Stack<PlueStep>(group.Children.Reverse());
        while (pending.TryPop(out var step))
        {
            if (step.Kind != PlueStepKind.Parallel)
            {
                yield return step;
                continue;
            }

            foreach (var child in step.Children.Reverse())
            {
                pending.Push(child);
            }
        }
    }

    /// <summary>What children of a group wait for, the group waits for.</summary>
    private static List<string>? OutsideNeeds(PlueStep group)
    {
        var children = Leaves(group).ToList();
        if (children.TrueForAll(child => child.DependsOn is null))
        {
            return null;
        }

        var inside = children.Select(child => child.Id).ToHashSet(StringComparer.Ordinal);
        return [.. children.SelectMany(child => child.DependsOn ?? []).Where(id => !inside.Contains(id)).Distinct(StringComparer.Ordinal)];
    }
}
