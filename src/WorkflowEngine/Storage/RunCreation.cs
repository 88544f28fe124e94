using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>The runs that one event starts, stored together or not at all.</summary>
public sealed record RunCreation
{
    /// <summary>The scope of all runs and of the delivery key.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The key under which a repeated delivery is recognised within the scope; null when each delivery is new.</summary>
    public string? DeliveryKey { get; init; }

    /// <summary>The plans that the runs name; a plan that is already stored is left as it is.</summary>
    public required IReadOnlyList<RunPlan> Plans { get; init; }

    /// <summary>The runs, all of <see cref="Scope"/>; may be empty when an event matched nothing but must be remembered.</summary>
    public required IReadOnlyList<NewRun> Runs { get; init; }

    /// <summary>When the event arrived; delivery keys are kept from then.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The host's transaction to write in; null for one of the store's own. The runs are there for others when the host commits it, and
    /// never when it rolls back; a failure leaves it to be rolled back. Numbers and ids are then not without gaps. Default: null.
    /// </summary>
    public StoreTransaction? Transaction { get; init; }
}
