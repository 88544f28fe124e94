using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Tests.Python.Fuzz;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Benchmarks;

/// <summary>
/// Plans bodies that would never end or take all memory. Time is that of the processor. Memory is what the process has beyond what it had before, garbage that is not
/// collected yet included.
/// </summary>
internal static class PythonHostile
{
    private const double MaxSeconds = 1;
    private const long MaxBytes = 64_000_000;

    public static int Run()
    {
        var isWithin = true;
        Plan(HostileBody.All[0]);
        foreach (var body in HostileBody.All)
        {
            var (seconds, bytes, ending) = Measure(body);
            isWithin &= seconds < MaxSeconds && bytes < MaxBytes;
            Console.WriteLine(FormattableString.Invariant(
                $"{seconds * 1000,6:F0} ms {bytes / 1e6,6:F1} MB  {ending}  {body.ReplaceLineEndings(" ")}"));
        }

        return isWithin ? 0 : 1;
    }

    private static (double Seconds, long Bytes, string Ending) Measure(string body)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        using var stop = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            while (!stop.Wait(1))
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            }
        });
        sampler.Start();
        var start = Environment.CpuUsage.TotalTime;
        var plan = Plan(body);
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        stop.Set();
        sampler.Join();
        return (seconds, most - before, plan.Diagnostics is [.., var last] ? last.Code : "no diagnostic");
    }

    private static BodyPlan Plan(string body)
    {
        var file = PlueFile.Read(Encoding.UTF8.GetBytes(HostileBody.File(body)), "ci.py", Definitions.Scope.Default);
        var happened = new WorkflowEvent { Name = "push", Ref = "refs/heads/bad", Sha = "abc" };
        return new PluePlanner(PythonLimits.Default).Plan(file.Definitions[0], happened);
    }
}
