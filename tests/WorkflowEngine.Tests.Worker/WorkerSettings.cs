using System.Globalization;

namespace WorkflowEngine.Tests.Worker;

/// <summary>What the test that starts the worker wants of it.</summary>
/// <param name="Store">The SQLite file; <c>postgres</c> for the database that WORKFLOWENGINE_POSTGRES names.</param>
/// <param name="EffectsFolder">Where the doings of steps are noted.</param>
/// <param name="MaxLostAttempts">How often a task may lose its worker.</param>
/// <param name="EventsFile">Where observed events are noted; null for no observer.</param>
/// <param name="Observer">The name of the observer.</param>
/// <param name="Skew">How far the clock of the process is ahead.</param>
internal sealed record WorkerSettings(
    string Store, string EffectsFolder, int MaxLostAttempts, string? EventsFile, string Observer, TimeSpan Skew)
{
    public static WorkerSettings Parse(string[] args) => new(
        args[0],
        args[1],
        Number(args[2]),
        args.Length > 3 ? args[3] : null,
        args.Length > 4 ? args[4] : "events",
        TimeSpan.FromSeconds(args.Length > 5 ? Number(args[5]) : 0));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
