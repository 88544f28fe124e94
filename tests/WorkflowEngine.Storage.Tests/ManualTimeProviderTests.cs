using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Time_moves_only_when_it_is_moved()
    {
        var start = _time.GetUtcNow();
        var stamp = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(90));

        (_time.GetUtcNow() - start).Should().Be(TimeSpan.FromSeconds(90));
        _time.GetElapsedTime(stamp).Should().Be(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void Timers_run_in_order_each_at_its_own_instant()
    {
        var start = _time.GetUtcNow();
        var ran = new List<(string, double)>();
        using var late = Timer("late", 3, Timeout.Infinite);
        using var often = Timer("often", 1, 2);
        using var gone = Timer("gone", 2, Timeout.Infinite);
        gone.Dispose();

        _time.Advance(TimeSpan.FromSeconds(5));

        ran.Should().Equal(("often", 1), ("late", 3), ("often", 3), ("often", 5));
        _time.ArmedTimers.Should().Be(1);

        ITimer Timer(string name, int due, int period) => _time.CreateTimer(
            _ => ran.Add((name, (_time.GetUtcNow() - start).TotalSeconds)),
            null,
            TimeSpan.FromSeconds(due),
            period == Timeout.Infinite ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
    }

    [Fact]
    public async Task Delays_and_timeouts_follow_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(2), _time);
        delay.IsCompleted.Should().BeFalse();

        _time.Advance(TimeSpan.FromMinutes(1));
        await delay;
        cancellation.IsCancellationRequested.Should().BeFalse();

        _time.Advance(TimeSpan.FromMinutes(1));
        cancellation.IsCancellationRequested.Should().BeTrue();
    }
}
