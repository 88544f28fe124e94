using System.Diagnostics;
using System.Globalization;
using WorkflowEngine.Python;

namespace WorkflowEngine.Benchmarks;

/// <summary>Parses every file of a folder on one thread, and lets CPython do the same in the same run.</summary>
internal static class PythonParse
{
    private const int Rounds = 3;

    private const string PeerScript = """
        import ast, sys, time, warnings
        warnings.simplefilter('ignore')
        files = [open(line.rstrip('\n'), 'rb').read() for line in sys.stdin]
        best = None
        for _ in range(int(sys.argv[1])):
            refused = 0
            start = time.perf_counter()
            for data in files:
                try:
                    ast.parse(data)
                except (SyntaxError, ValueError, RecursionError, MemoryError):
                    refused += 1
            seconds = time.perf_counter() - start
            best = seconds if best is None else min(best, seconds)
        print(sys.version.split()[0], refused, best)
        """;

    /// <summary>Arguments: the folder (default: the standard library of the interpreter) and the interpreter (default: python3).</summary>
    public static void Run(string[] args)
    {
        var python = args.Length > 1 ? args[1] : "python3";
        var folder = args.Length > 0
            ? args[0]
            : Ask(python, ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], []).Trim();
        var paths = Directory.GetFiles(folder, "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var files = paths.Select(File.ReadAllBytes).ToArray();
        var megabytes = files.Sum(f => (double)f.Length) / (1024 * 1024);

        var peer = Ask(python, ["-c", PeerScript, Rounds.ToString(CultureInfo.InvariantCulture)], paths).Split(' ');
        var peerSeconds = double.Parse(peer[2], CultureInfo.InvariantCulture);
        var (seconds, refused, allocated) = Measure(files);
        var discovery = MeasureDiscovery(files);

        Print($"{paths.Length} files, {megabytes:F1} MB in {folder}");
        Print($"ast.parse of CPython {peer[0]}: {peerSeconds:F3} s, {megabytes / peerSeconds:F1} MB/s, {peer[1]} refused");
        Print($"PythonParser: {seconds:F3} s, {megabytes / seconds:F1} MB/s, {refused} refused, {peerSeconds / seconds:F1} x ast.parse");
        Print($"PythonParser allocates {allocated / megabytes / 1024 / 1024:F1} bytes per byte of source");
        Print($"first look (MayDecorateWith): {discovery * 1000:F2} ms, {megabytes / discovery:F0} MB/s, {peerSeconds / discovery:F0} x ast.parse");
    }

    private static (double Seconds, int Refused, double Allocated) Measure(byte[][] files)
    {
        var best = double.MaxValue;
        var (refused, allocated) = (0, 0d);
        for (var round = 0; round <= Rounds; round++)
        {
            refused = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            foreach (var file in files)
            {
                refused += PythonParser.Parse(file).IsValid ? 0 : 1;
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (best, refused, allocated);
    }

    private static double MeasureDiscovery(byte[][] files)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var found = 0;
            var start = Stopwatch.GetTimestamp();
            foreach (var file in files)
            {
                found += PythonFile.MayDecorateWith(file, "workflow"u8) ? 1 : 0;
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            GC.KeepAlive(found);
        }

        return best;
    }

    private static string Ask(string program, string[] arguments, string[] lines)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        foreach (var line in lines)
        {
            process.StandardInput.WriteLine(line);
        }

        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return answer;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
