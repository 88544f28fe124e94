using System.Diagnostics;
using System.Globalization;

namespace WorkflowEngine.Peers;

/// <summary>Starts engine processes, lets them all work for the same time, and adds up what they did.</summary>
internal static class EngineCluster
{
    public static async Task MeasureAsync(string workload, int processes)
    {
        var nodes = new List<Process>();
        try
        {
            for (var i = 0; i < processes; i++)
            {
                nodes.Add(Start(workload, processes));
            }

            if (workload == "latency")
            {
                Console.WriteLine(await nodes[0].StandardOutput.ReadLineAsync());
                return;
            }

            foreach (var node in nodes)
            {
                await node.StandardOutput.ReadLineAsync();
            }

            await WorkAsync(nodes, Settings.WarmUp);
            await using var meter = await Meter.StartAsync();
            var watch = Stopwatch.StartNew();
            var runs = await WorkAsync(nodes, Settings.Duration);
            await meter.ReportAsync(runs, watch.Elapsed.TotalSeconds, EngineNode.Version);
        }
        finally
        {
            foreach (var node in nodes)
            {
                node.StandardInput.Close();
                await node.WaitForExitAsync();
                node.Dispose();
            }
        }
    }

    private static async Task<long> WorkAsync(List<Process> nodes, TimeSpan duration)
    {
        foreach (var node in nodes)
        {
            await node.StandardInput.WriteLineAsync(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        var runs = 0L;
        foreach (var node in nodes)
        {
            runs += long.Parse((await node.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        }

        return runs;
    }

    private static Process Start(string workload, int processes) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        ArgumentList = { "engine-node", workload, processes.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
