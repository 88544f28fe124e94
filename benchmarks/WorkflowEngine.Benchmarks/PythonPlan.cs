using System.Diagnostics;
using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.InMemory;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Sources;
using WorkflowEngine.Triggers;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Benchmarks;

/// <summary>Plans a workflow of 50 steps, and reads 1,000 files of a repository.</summary>
internal static class PythonPlan
{
    private const int Files = 1000;

    public static void Run()
    {
        Measure("50 steps in a straight line, file read and planned", Straight(50), workflowEvent: null);
        Measure("50 steps of a loop, file read and planned", Loop, workflowEvent: null);
        MeasureEvent();
        MeasureFolder();
    }

    private const string Loop = """
        from plue import workflow, push

        @workflow(triggers=[push(branches=["main"])])
        def ci(ctx):
            for n in range(50):
                ctx.run(name=f"step {n}", cmd=f"make part-{n} REF={ctx.ref}", env={"N": str(n)})
        """;

    private static string Straight(int steps)
    {
        var text = new StringBuilder("from plue import workflow, push\n\n@workflow(triggers=[push(branches=[\"main\"])])\ndef ci(ctx):\n");
        for (var i = 0; i < steps; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    ctx.run(name=\"step {i}\", cmd=\"make part-{i}\")\n");
        }

        return text.ToString();
    }

    private static void Measure(string what, string text, WorkflowEvent? workflowEvent)
    {
        var content = Encoding.UTF8.GetBytes(text);
        Time(what, 2000, () =>
        {
            IReadOnlyList<Diagnostic> found;
            var plans = PlueFile.ReadPlans(content, "ci.py", Scope.Default, null, PythonLimits.Default, out found, workflowEvent);
            GC.KeepAlive(plans);
            GC.KeepAlive(found);
        });
    }

    private static void MeasureEvent()
    {
        var definition = PlueFile.Read(Encoding.UTF8.GetBytes(Loop), "ci.py", Scope.Default).Definitions[0];
        var planner = new PluePlanner(PythonLimits.Default);
        var happened = new WorkflowEvent { Name = "push", Ref = "refs/heads/main" };
        Time("50 steps of a loop, planned for an event", 2000, () => GC.KeepAlive(planner.Plan(definition, happened)));
    }

    private static void MeasureFolder()
    {
        var root = Directory.CreateTempSubdirectory("python-plan-").FullName;
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, ".plue", "workflows")).FullName;
            for (var i = 0; i < Files; i++)
            {
                File.WriteAllText(Path.Combine(folder, $"w{i}.py"), Straight(5).Replace("def ci(", $"def w{i}(", StringComparison.Ordinal));
            }

            var loader = new DefinitionLoader(new InMemoryWorkflowStore(TimeProvider.System), PythonLimits.Default, [], []);
            foreach (var round in (string[])["cold", "unchanged", "unchanged"])
            {
                var watch = Stopwatch.StartNew();
                var result = loader.LoadAsync(new RegisteredRepository(root, Scope.Default), CancellationToken.None).GetAwaiter().GetResult();
                Print($"{result.Definitions.Count} files found, hashed, planned and saved, {round}: {watch.Elapsed.TotalMilliseconds:F0} ms");
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Time(string what, int times, Action action)
    {
        for (var i = 0; i < times / 4; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            action();
        }

        var micro = Stopwatch.GetElapsedTime(start).TotalMicroseconds / times;
        Print($"{what}: {micro:F0} us, {(GC.GetAllocatedBytesForCurrentThread() - before) / times / 1024.0:F1} KiB");
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
