namespace WorkflowEngine.Benchmarks;

/// <summary>Says of a soak whether it was flat.</summary>
internal static class SoakVerdict
{
    public const string Rule =
        "flat: the last third of the time has 98 % of the offered rate, a median p50 of at most 1.5 times that of the middle third and 1 ms, a "
        + "median p99 of at most twice that and 5 ms, a largest working set and heap of at most 1.2 times that and 32 MiB, tables and indexes of at "
        + "most 1.25 times that and 8 MiB, and dead rows of at most twice that and 10,000. The first third is left to fill what is kept.";

    /// <summary>What is not flat; nothing when all is.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<SoakSample> samples)
    {
        var third = samples.Count / 3;
        if (third == 0)
        {
            return ["there are too few rows to compare"];
        }

        var (middle, last) = (samples.Skip(third).Take(third).ToList(), samples.TakeLast(third).ToList());
        var found = new List<string>();
        var rate = last.Average(sample => sample.RunsPerSecond);
        if (rate < 0.98 * last[0].Offered)
        {
            found.Add(FormattableString.Invariant($"runs per second: {rate:0} of {last[0].Offered:0} offered"));
        }

        Compare("p50", Median(middle, sample => sample.P50), Median(last, sample => sample.P50), 1.5, 1);
        Compare("p99", Median(middle, sample => sample.P99), Median(last, sample => sample.P99), 2, 5);
        Compare("working set", middle.Max(sample => sample.WorkingSet), last.Max(sample => sample.WorkingSet), 1.2, 32);
        Compare("heap", middle.Max(sample => sample.Heap), last.Max(sample => sample.Heap), 1.2, 32);
        Compare("tables", middle.Max(sample => sample.Tables) ?? 0, last.Max(sample => sample.Tables) ?? 0, 1.25, 8);
        Compare("indexes", middle.Max(sample => sample.Indexes) ?? 0, last.Max(sample => sample.Indexes) ?? 0, 1.25, 8);
        Compare("dead rows", middle.Max(sample => sample.Dead) ?? 0, last.Max(sample => sample.Dead) ?? 0, 2, 10_000);
        return found;

        void Compare(string what, double before, double after, double factor, double slack)
        {
            if (!(after <= (before * factor) + slack))
            {
                found.Add(FormattableString.Invariant($"{what}: {before:0.0} in the middle third, {after:0.0} in the last"));
            }
        }
    }

    private static double Median(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> value)
    {
        var values = samples.Select(value).Order().ToList();
        return values[values.Count / 2];
    }
}
