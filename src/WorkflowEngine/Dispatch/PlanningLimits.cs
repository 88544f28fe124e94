namespace WorkflowEngine.Dispatch;

/// <summary>What planning one workflow that is written in Python may cost. One that costs more is not planned, and says so.</summary>
public sealed class PlanningLimits
{
    /// <summary>Steps of the program, 1,000 to 100,000,000; work on large values counts by its size. Default: 3,000,000.</summary>
    public long Steps { get; set; } = 3_000_000;

    /// <summary>Estimated bytes of all values the program makes, also of those no longer used, 1 MB to 1 GB. Default: 40,000,000.</summary>
    public long Memory { get; set; } = 40_000_000;

    /// <summary>Calls inside each other, 10 to 1,000. Default: 500.</summary>
    public int CallDepth { get; set; } = 500;

    /// <summary>Characters of everything it prints, up to 10,000,000. Default: 100,000.</summary>
    public int OutputLength { get; set; } = 100_000;
}
