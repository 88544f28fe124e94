using WorkflowEngine.Runs;

namespace WorkflowEngine.Dispatch;

/// <summary>The facts of one run that wait to be applied, and the run's state as this process last knew it.</summary>
internal sealed class RunLane(long runId, RunState? state = null)
{
    private readonly Lock _lock = new();
    private List<PendingFact>? _pending;
    private bool _busy;
    private volatile RunState? _state = state;

    public long RunId { get; } = runId;

    /// <summary>The committed state; null until it is loaded. Changed only by whoever drains the lane.</summary>
    public RunState? State => _state;

    /// <summary>How many tasks of the run execute in this process; the lane is kept while there are any.</summary>
    public int LocalTasks;

    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_busy && _pending is null;
            }
        }
    }

    /// <summary>Takes over a state that was loaded, unless there is one, and gives the one there is.</summary>
    public RunState SetState(RunState loaded) => Interlocked.CompareExchange(ref _state, loaded, null) ?? loaded;

    /// <summary>Makes whoever drains the lane next load the state.</summary>
    public void ClearState() => _state = null;

    public void Add(PendingFact fact)
    {
        lock (_lock)
        {
            (_pending ??= new List<PendingFact>(8)).Add(fact);
        }
    }

    /// <summary>Whether the caller is to drain the lane: there are facts and nobody else is at it.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            return !_busy && _pending is not null && (_busy = true);
        }
    }

    /// <summary>Takes all facts; null ends the turn, and the next fact begins another one.</summary>
    public List<PendingFact>? TakeOrEnd()
    {
        lock (_lock)
        {
            var facts = _pending;
            _pending = null;
            _busy = facts is not null;
            return facts;
        }
    }
}
