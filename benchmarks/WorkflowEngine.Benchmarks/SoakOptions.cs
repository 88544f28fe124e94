using System.Globalization;

namespace WorkflowEngine.Benchmarks;

/// <summary>What a soak is asked for.</summary>
/// <param name="Store">The store: memory, sqlite or postgres.</param>
/// <param name="Duration">How long runs are offered.</param>
/// <param name="Rate">How many runs are offered each second.</param>
/// <param name="Keep">How long a run that has ended is kept.</param>
internal sealed record SoakOptions(string Store, TimeSpan Duration, double Rate, TimeSpan Keep)
{
    public const string Usage = "usage: soak [--store memory|sqlite|postgres] [--minutes N] [--rate RUNS_PER_SECOND] [--keep SECONDS]";

    /// <summary>How often the table gets a row: thirty seconds, or sooner when there would be too few rows to compare.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(Math.Min(30, Duration.TotalSeconds / 9));

    /// <summary>Null when the command line cannot be read.</summary>
    public static SoakOptions? Parse(string[] args)
    {
        var options = new SoakOptions("postgres", TimeSpan.FromMinutes(10), 1000, TimeSpan.FromSeconds(60));
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                return null;
            }

            if (args[i] == "--store")
            {
                options = options with { Store = args[i + 1] };
                continue;
            }

            if (!double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number <= 0)
            {
                return null;
            }

            switch (args[i])
            {
                case "--minutes":
                    options = options with { Duration = TimeSpan.FromMinutes(number) };
                    break;
                case "--rate":
                    options = options with { Rate = number };
                    break;
                case "--keep":
                    options = options with { Keep = TimeSpan.FromSeconds(number) };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
