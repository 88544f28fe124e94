namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>The names of <see cref="StartOutcome"/> in documents and stores.</summary>
public static class StartOutcomeExtensions
{
    /// <summary>The name of an outcome, such as <c>queued</c>.</summary>
    public static string ToName(this StartOutcome outcome) => outcome switch
    {
        StartOutcome.Queued => "queued",
        StartOutcome.Delayed => "delayed",
        StartOutcome.Deferred => "deferred",
        StartOutcome.Skipped => "skipped",
        StartOutcome.Failed => "failed",
        StartOutcome.Cancelled => "cancelled",
        _ => "coalesced",
    };

    /// <summary>Reads the name of an outcome; false for anything else.</summary>
    public static bool TryParse(string? name, out StartOutcome outcome)
    {
        foreach (var known in Enum.GetValues<StartOutcome>())
        {
            if (known.ToName() == name)
            {
                outcome = known;
                return true;
            }
        }

        outcome = default;
        return false;
    }
}
