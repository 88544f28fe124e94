namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What events that come during a delay do.</summary>
public enum DelayMode
{
    /// <summary>Each event has its own timer and its own run.</summary>
    Each,

    /// <summary>Each event sets the timer back; there is one run, with the last event.</summary>
    Debounce,

    /// <summary>The first timer stands; there is one run, with the first event.</summary>
    Coalesce,
}
