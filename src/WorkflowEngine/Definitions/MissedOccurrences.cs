namespace WorkflowEngine.Definitions;

/// <summary>What becomes of occurrences of a schedule that nobody was there to fire.</summary>
public enum MissedOccurrences
{
    /// <summary>Only the last one is fired, late.</summary>
    Latest = 0,

    /// <summary>None is fired.</summary>
    Skip = 1,

    /// <summary>Each is fired, in order, up to a limit of the engine; older ones are left out.</summary>
    All = 2,
}
