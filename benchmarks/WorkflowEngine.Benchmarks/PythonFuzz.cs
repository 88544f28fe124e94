using System.Diagnostics;
using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Tests.Python.Fuzz;

namespace WorkflowEngine.Benchmarks;

/// <summary>Reads and plans programs made by mutation until the time is up. What throws, or takes too much memory or time of the processor, is kept in a file.</summary>
internal static class PythonFuzz
{
    private const double MaxSeconds = 1;
    private const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Arguments: <c>--minutes N</c> (default 1) and <c>--seed S</c> (default 1); or files, which are read once each.</summary>
    public static int Run(string[] args)
    {
        if (args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal))
        {
            return Replay(args);
        }

        var minutes = Number(args, "--minutes", 1);
        var seed = (int)Number(args, "--seed", 1);
        var mutation = new PythonMutation(seed);
        var watch = Stopwatch.StartNew();
        var (count, failures, slowest, largest) = (0, 0, 0.0, 0L);
        while (watch.Elapsed.TotalMinutes < minutes)
        {
            var program = mutation.Next(PythonMutation.Seeds);
            var (why, seconds, allocated) = Read(program);
            (slowest, largest) = (Math.Max(slowest, seconds), Math.Max(largest, allocated));
            if (why is not null)
            {
                var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"fuzz-{seed}-{count}.py"));
                File.WriteAllBytes(file, program);
                Console.WriteLine($"{file}: {why}");
                failures++;
            }

            count++;
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{count} programs in {watch.Elapsed.TotalMinutes:F1} min, {failures} failures, slowest {slowest * 1000:F0} ms, most allocated {largest / 1048576.0:F0} MB"));
        return failures == 0 ? 0 : 1;
    }

    private static int Replay(string[] files)
    {
        var failures = 0;
        foreach (var file in files)
        {
            var (why, seconds, allocated) = Read(File.ReadAllBytes(file));
            Console.WriteLine(FormattableString.Invariant($"{file}: {seconds * 1000:F0} ms, {allocated / 1048576.0:F0} MB, {why ?? "as it should be"}"));
            failures += why is null ? 0 : 1;
        }

        return failures == 0 ? 0 : 1;
    }

    /// <summary>Reads and plans a program: what is wrong with how that went, or null; and what it cost.</summary>
    private static (string? Why, double Seconds, long Allocated) Read(byte[] program)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        string? why = null;
        try
        {
            PlueFile.Read(program, "fuzz.py", Scope.Default);
        }
        catch (Exception exception)
        {
            why = exception.ToString();
        }

        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        why ??= seconds > MaxSeconds ? $"it took {seconds:F1} s" : allocated > MaxBytes ? $"it allocated {allocated} bytes" : null;
        return (why, seconds, allocated);
    }

    private static double Number(string[] args, string name, double otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
