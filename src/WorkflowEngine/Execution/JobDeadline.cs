namespace WorkflowEngine.Execution;

/// <summary>
/// Stops something when the caller says so or when its time is used up, and tells the two apart. The timer is made by <see cref="Arm"/>,
/// because most jobs of host code end before anybody has to wait for them.
/// </summary>
internal sealed class JobDeadline : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _caller;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly long _began;
    private ITimer? _timer;
    private volatile bool _isOver;

    public JobDeadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(caller);
        (_timeout, _time, _caller, _began) = (timeout, time, caller, time.GetTimestamp());
    }

    public CancellationToken Token => _stop.Token;

    public TimeSpan Timeout => _timeout;

    /// <summary>Whether the time was used up before the caller said anything.</summary>
    public bool IsOver => _isOver;

    /// <summary>Makes sure that the token is cancelled when the time is used up, though nobody calls <see cref="Check"/>.</summary>
    public void Arm()
    {
        if (_timer is null && Check() is { } left)
        {
            // Timers take at most 49 days, and so may a job that has more time than that.
            var due = left < TimeSpan.FromDays(49) ? left : TimeSpan.FromDays(49);
            _timer = _time.CreateTimer(static state => ((JobDeadline)state!).End(), this, due, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The time left; null when there is none, and then the token is cancelled.</summary>
    public TimeSpan? Check()
    {
        var left = _timeout - _time.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        End();
        return null;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _stop.Dispose();
    }

    private void End()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _isOver = !_caller.IsCancellationRequested;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The job ended while its timer fired.
        }
    }
}
