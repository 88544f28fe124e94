using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>
/// How far the clock of this process is from the database's. Leases and delays are stored by the database's clock, and the instants of
/// callers are moved there and back, so that processes whose clocks differ agree on what has run out.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="timeProvider">The clock of this process; null when instants are stored as they are.</param>
internal sealed class DatabaseClock(PostgresDatabase database, TimeProvider? timeProvider)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private long _offset;
    private long _measuredAt;
    private Task _measuring = Task.CompletedTask;

    private long Offset => Interlocked.Read(ref _offset);

    private bool IsAway => Offset != 0;

    internal DateTimeOffset ToDatabase(DateTimeOffset instant) => Move(instant, Offset);

    internal RunCreation ToDatabase(RunCreation creation) => IsAway && creation.Runs.Any(IsDelayed)
        ? creation with { Runs = [.. creation.Runs.Select(run => run with { Jobs = ToDatabase(run.Jobs), Tasks = ToDatabase(run.Tasks) })] }
        : creation;

    internal RunChange ToDatabase(RunChange change) => IsAway && (change.Jobs.Any(IsDelayed) || change.Tasks.Any(IsDelayed))
        ? change with { Jobs = ToDatabase(change.Jobs), Tasks = ToDatabase(change.Tasks) }
        : change;

    internal RunSnapshot? FromDatabase(RunSnapshot? snapshot) => IsAway && snapshot?.Jobs.Any(IsDelayed) == true
        ? snapshot with { Jobs = [.. snapshot.Jobs.Select(job => job with { NotBefore = Move(job.NotBefore, -Offset) })] }
        : snapshot;

    /// <summary>Measures anew when the last measure is old; for those who are about to decide by the clock.</summary>
    internal Task RefreshAsync()
    {
        if (timeProvider is null || timeProvider.GetElapsedTime(Interlocked.Read(ref _measuredAt)) < Interval)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (_measuring.IsCompleted)
            {
                _measuring = MeasureAsync(CancellationToken.None);
            }

            return _measuring;
        }
    }

    /// <summary>The offset is off by at most half of what the question takes; a question that took long changes it only when it must.</summary>
    internal async Task MeasureAsync(CancellationToken cancellationToken)
    {
        if (timeProvider is null)
        {
            return;
        }

        var (start, asked) = (timeProvider.GetTimestamp(), timeProvider.GetUtcNow());
        var there = await database.FindAsync(
            "SELECT (extract(epoch FROM clock_timestamp()) * 10000000)::bigint",
            [],
            static row => row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        var took = timeProvider.GetElapsedTime(start);
        var offset = there - PostgresTime.ToStored(asked + (took / 2));
        if (Math.Abs(offset - Offset) > took.Ticks)
        {
            Interlocked.Exchange(ref _offset, offset);
        }

        Interlocked.Exchange(ref _measuredAt, timeProvider.GetTimestamp());
    }

    private JobRun[] ToDatabase(IReadOnlyList<JobRun> jobs) => [.. jobs.Select(job => job with { NotBefore = Move(job.NotBefore, Offset) })];

    private TaskRun[] ToDatabase(IReadOnlyList<TaskRun> tasks) => [.. tasks.Select(task => task with { NotBefore = Move(task.NotBefore, Offset) })];

    private static bool IsDelayed(NewRun run) => run.Jobs.Any(IsDelayed) || run.Tasks.Any(IsDelayed);

    private static bool IsDelayed(JobRun job) => job.NotBefore is not null;

    private static bool IsDelayed(TaskRun task) => task.NotBefore is not null;

    private static DateTimeOffset? Move(DateTimeOffset? instant, long ticks) => instant is { } known ? Move(known, ticks) : null;

    private static DateTimeOffset Move(DateTimeOffset instant, long ticks)
    {
        // What is at an end of time stays there.
        var moved = instant.UtcTicks + ticks;
        return moved < DateTimeOffset.MinValue.UtcTicks || moved > DateTimeOffset.MaxValue.UtcTicks
            ? instant
            : new DateTimeOffset(moved, TimeSpan.Zero);
    }
}
