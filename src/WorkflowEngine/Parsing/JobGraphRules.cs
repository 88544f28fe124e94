using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of the jobs of a workflow together: their names and what they need.</summary>
internal static class JobGraphRules
{
    public static void Check(WorkflowDefinition definition, RuleFindings findings)
    {
        var indexes = IndexNames(definition.Jobs, findings);
        CheckInstances(definition, indexes, findings);
        var edges = new List<int[]>(definition.Jobs.Count);
        foreach (var job in definition.Jobs)
        {
            edges.Add(CheckNeeds(job, indexes, findings));
        }

        foreach (var cycle in DependencyCycles.Find(edges))
        {
            var first = definition.Jobs[cycle[0]];
            var index = IndexOf(first.Needs, definition.Jobs[cycle[1]].Name);
            var path = CyclePath.Write(cycle, job => definition.Jobs[job].Name);
            findings.Error(DefinitionCodes.JobCycle, $"Jobs need each other in a circle: {path}.", first, "needs", first.Span, index: index);
        }
    }

    private static Dictionary<string, int> IndexNames(IReadOnlyList<JobDefinition> jobs, RuleFindings findings)
    {
        var indexes = new Dictionary<string, int>(jobs.Count, StringComparer.Ordinal);
        for (var index = 0; index < jobs.Count; index++)
        {
            if (!indexes.TryAdd(jobs[index].Name, index))
            {
                findings.Error(DefinitionCodes.DuplicateJob, $"Two jobs have the name {Quoted.Text(jobs[index].Name)}.", jobs[index].Span);
            }
        }

        return indexes;
    }

    /// <summary>Instances of a fan-out are jobs of the run as well: they count, and their names <c>job[0]</c> are taken.</summary>
    private static void CheckInstances(WorkflowDefinition definition, Dictionary<string, int> indexes, RuleFindings findings)
    {
        var total = 0L;
        foreach (var job in definition.Jobs)
        {
            total += job.ForEach?.Items.Count ?? 1;
            if (IsInstance(job.Name, definition.Jobs, indexes, out var group))
            {
                findings.Error(
                    DefinitionCodes.DuplicateJob,
                    $"The name {Quoted.Text(job.Name)} is taken by an instance of the job {Quoted.Text(group)}.",
                    job.Span);
            }
        }

        if (definition.Jobs.Count <= DefinitionLimits.Jobs && total > DefinitionLimits.JobsPerRun)
        {
            findings.Error(
                DefinitionCodes.InvalidForEach,
                $"A run would have {total} jobs; at most {DefinitionLimits.JobsPerRun} are possible.",
                definition,
                "jobs",
                SourceSpan.None,
                "Shorten the lists of 'for_each'.");
        }
    }

    private static bool IsInstance(string name, IReadOnlyList<JobDefinition> jobs, Dictionary<string, int> indexes, out string group)
    {
        group = "";
        var bracket = name.LastIndexOf('[');
        if (bracket <= 0
            || name[^1] != ']'
            || !int.TryParse(name.AsSpan(bracket + 1, name.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var item))
        {
            return false;
        }

        group = name[..bracket];
        return indexes.TryGetValue(group, out var index) && jobs[index].ForEach is { } forEach && item < forEach.Items.Count;
    }

    private static int[] CheckNeeds(JobDefinition job, Dictionary<string, int> indexes, RuleFindings findings)
    {
        var edges = new List<int>(job.Needs.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < job.Needs.Count; index++)
        {
            var need = job.Needs[index];
            if (!seen.Add(need))
            {
                findings.Warning(
                    DefinitionCodes.RepeatedDependency, $"{Describe(job)} needs {Quoted.Text(need)} twice.", job, "needs", job.Span, index: index);
            }
            else if (need == job.Name)
            {
                findings.Error(DefinitionCodes.SelfNeed, $"{Describe(job)} needs itself.", job, "needs", job.Span, index: index);
            }
            else if (indexes.TryGetValue(need, out var target))
            {
                edges.Add(target);
            }
            else
            {
                findings.Error(
                    DefinitionCodes.UnknownNeed,
                    $"{Describe(job)} needs {Quoted.Text(need)}, which is not a job of this workflow.",
                    job,
                    "needs",
                    job.Span,
                    findings.Suggest(need, indexes.Keys.Where(name => name != job.Name)),
                    index);
            }
        }

        return [.. edges];
    }

    private static string Describe(JobDefinition job) => $"The job {Quoted.Text(job.Name)}";

    private static int IndexOf(IReadOnlyList<string> needs, string name)
    {
        for (var index = 0; index < needs.Count; index++)
        {
            if (needs[index] == name)
            {
                return index;
            }
        }

        return -1;
    }
}
