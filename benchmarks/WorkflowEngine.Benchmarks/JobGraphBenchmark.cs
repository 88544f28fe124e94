using System.Diagnostics;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Benchmarks;

/// <summary>Drives whole graphs through the pure state machine, one fact for the start and one for the end of each job.</summary>
internal static class JobGraphBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Run()
    {
        Console.WriteLine("| graph | jobs | edges | build us | drive us | us per job | bytes per job |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var size in new[] { 10, 1_000, 10_000 })
        {
            Report("chain", Chain(size));
            Report("fan 1-n-1", Fan(size));
            Report("random", Random(size, seed: 42));
        }
    }

    private static void Report(string name, List<PlannedJob> jobs)
    {
        var rounds = Math.Max(5, 50_000 / jobs.Count);
        var build = new List<double>();
        var drive = new List<double>();
        var allocated = 0L;
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var graph = JobGraph.Build(jobs);
            build.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            var before = GC.GetAllocatedBytesForCurrentThread();
            started = Stopwatch.GetTimestamp();
            Drive(new RunPlan { Hash = "0", Jobs = jobs }, graph);
            drive.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var edges = jobs.Sum(job => job.Definition.Needs.Count);
        var middle = Median(drive);
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {jobs.Count} | {edges} | {Median(build):0.0} | {middle:0} | {middle / jobs.Count:0.00} | {allocated / jobs.Count} |"));
    }

    private static void Drive(RunPlan plan, JobGraph graph)
    {
        var run = new WorkflowRun
        {
            Scope = Scope.Default,
            Workflow = "w",
            Label = "w",
            PlanHash = plan.Hash,
            Event = new WorkflowEvent { Name = "push" },
            Status = WorkflowStatus.Waiting,
        };
        var created = RunStateMachine.Start(run, plan, graph, Now);
        var state = RunState.Load(created.Run, plan, graph, created.Jobs);
        var ready = new Queue<int>(created.Tasks.Select(task => task.Job));
        while (ready.TryDequeue(out var job))
        {
            Apply(state, new RunFact.TaskStarted(job, 1, "w"), ready);
            Apply(state, new RunFact.TaskEnded(job, 1, WorkflowStatus.Success, null, null), ready);
        }

        if (state.Run.Status != WorkflowStatus.Success)
        {
            throw new InvalidOperationException($"The run ended as {state.Run.Status}.");
        }
    }

    private static void Apply(RunState state, RunFact fact, Queue<int> ready)
    {
        var change = RunStateMachine.Apply(state, [fact], Now, RunRules.Default).Change!;
        state.Accept(change);
        foreach (var task in change.Tasks)
        {
            if (task.Status == WorkflowStatus.Waiting)
            {
                ready.Enqueue(task.Job);
            }
        }
    }

    private static List<PlannedJob> Chain(int size) =>
        [.. Enumerable.Range(0, size).Select(index => Job(index, index == 0 ? [] : [index - 1]))];

    private static List<PlannedJob> Fan(int size) =>
    [
        Job(0, []),
        .. Enumerable.Range(1, size - 2).Select(index => Job(index, [0])),
        Job(size - 1, [.. Enumerable.Range(1, size - 2)]),
    ];

    private static List<PlannedJob> Random(int size, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, size).Select(index =>
            Job(index, index == 0 ? [] : [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(index)).Distinct()]))];
    }

    private static PlannedJob Job(int index, int[] needs) => new()
    {
        Definition = new JobDefinition { Name = $"job{index}", Needs = [.. needs.Select(need => $"job{need}")] },
    };

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
