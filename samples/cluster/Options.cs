using System.Globalization;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>The command line of the sample.</summary>
/// <param name="Seconds">When to end; null for at an interrupt.</param>
/// <param name="Processes">How many engine processes.</param>
/// <param name="Rate">How many runs are started each second.</param>
internal sealed record Options(double? Seconds, int Processes, int Rate)
{
    public const string Usage = "usage: dotnet run --project samples/cluster [-- --seconds N] [--processes N] [--rate RUNS_PER_SECOND]";

    /// <summary>Null when the command line cannot be read.</summary>
    public static Options? Parse(string[] args)
    {
        var options = new Options(null, 3, 100);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
            {
                return null;
            }

            switch (args[i])
            {
                case "--seconds":
                    options = options with { Seconds = value };
                    break;
                case "--processes" when value <= 20:
                    options = options with { Processes = value };
                    break;
                case "--rate" when value <= 10_000:
                    options = options with { Rate = value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
