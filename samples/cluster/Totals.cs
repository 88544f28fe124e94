namespace WorkflowEngine.Samples.Cluster;

/// <summary>What the whole cluster did in the last second, and in all.</summary>
internal sealed record Totals(double RunsPerSecond, double EventsPerSecond, double Median, double P99, long Ended)
{
    public static Totals Of(Load load, TimeSpan elapsed)
    {
        var (events, latencies) = load.Take();
        return new(
            latencies.Count / elapsed.TotalSeconds,
            events / elapsed.TotalSeconds,
            latencies.Count > 0 ? latencies[latencies.Count / 2] : 0,
            latencies.Count > 0 ? latencies[latencies.Count * 99 / 100] : 0,
            load.Ended);
    }
}
