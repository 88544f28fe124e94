using WorkflowEngine.Runs;

namespace WorkflowEngine.Notifications;

/// <summary>Is told what happens to runs: in order per run, at least once, also after a crash.</summary>
public interface IRunObserver
{
    /// <summary>The stable name under which the observer's position is kept; unique in the host.</summary>
    string Name { get; }

    /// <summary>
    /// Takes events in order. When it throws, the same events come again later, so a repeated event must do no harm.
    /// </summary>
    Task OnEventsAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken);
}
