using WorkflowEngine.Cli.Output;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Gives the jobs of several runs names and colours that tell them apart.</summary>
internal static class RunNames
{
    public static void Assign(IReadOnlyList<RunView> runs)
    {
        var repeated = runs.GroupBy(run => run.Run.Label, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        var next = 0;
        foreach (var run in runs)
        {
            var name = repeated.Contains(run.Run.Label) ? run.Run.Title : run.Run.Label;
            foreach (var job in run.Jobs)
            {
                job.Prefix = run.IsOneJob ? name : runs.Count == 1 ? job.Label : $"{name}/{job.Label}";
                job.Tone = Palette.OfJob(next++);
            }
        }
    }
}
