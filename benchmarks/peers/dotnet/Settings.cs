using System.Globalization;

namespace WorkflowEngine.Peers;

/// <summary>What the script says, the same for every system.</summary>
internal static class Settings
{
    public static string ConnectionString => Environment.GetEnvironmentVariable("PEERS_NPGSQL")!;

    public static TimeSpan Duration => Seconds("PEERS_SECONDS");

    public static TimeSpan WarmUp => Seconds("PEERS_WARM_UP");

    /// <summary>How many runs are under way at once while throughput is measured.</summary>
    public static int InFlight => int.Parse(Environment.GetEnvironmentVariable("PEERS_IN_FLIGHT")!, CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(string name) =>
        TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable(name)!, CultureInfo.InvariantCulture));
}
