using System.Diagnostics;
using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Benchmarks;

/// <summary>
/// What the SQLite store alone allows: runs that are created, claimed, started and ended, with many in flight. Each run is one job of
/// three steps, or a chain of three jobs; every change is saved on its own, as the engine saves it.
/// </summary>
public static class SqliteStoreThroughput
{
    private static readonly StepDefinition NoOp = new() { Id = "step", Kind = StepKind.Action, Uses = "noop" };

    /// <summary>Measures both shapes with several numbers of runs in flight and writes a table.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        await output.WriteLineAsync("| jobs | in flight | power loss | runs/s | changes/s | CPU us/run | KB/run |");
        await output.WriteLineAsync("|---:|---:|---|---:|---:|---:|---:|");
        foreach (var survivePowerLoss in new[] { true, false })
        {
            foreach (var jobs in new[] { 1, 3 })
            {
                foreach (var inFlight in new[] { 1, 16, 64, 256, 1024 })
                {
                    await MeasureAsync(output, jobs, inFlight, survivePowerLoss, inFlight == 1 ? 500 : 20_000 / jobs);
                }
            }
        }
    }

    private static async Task MeasureAsync(TextWriter output, int jobs, int inFlight, bool survivePowerLoss, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("workflow-engine-");
        try
        {
            var options = new SqliteStoreOptions
            {
                Path = Path.Combine(folder.FullName, "store.db"),
                SurvivePowerLoss = survivePowerLoss,
            };
            await using var store = new SqliteWorkflowStore(options, TimeProvider.System);
            await store.InitializeAsync();
            using (var warmUp = new Load(store, jobs, inFlight))
            {
                await warmUp.RunAsync(Math.Min(runs, 200));
            }

            using var load = new Load(store, jobs, inFlight);
            var allocated = GC.GetTotalAllocatedBytes();
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            await load.RunAsync(runs);
            watch.Stop();
            var microseconds = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / runs;
            var perSecond = runs / watch.Elapsed.TotalSeconds;
            var kilobytes = (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / runs;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {jobs} | {inFlight} | {(survivePowerLoss ? "survives" : "may lose")} | "
                + $"{perSecond:N0} | {perSecond * (1 + (3 * jobs)):N0} | {microseconds:N0} | {kilobytes:N1} |"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Load(SqliteWorkflowStore store, int jobs, int inFlight) : IDisposable
    {
        private readonly RunPlan _plan = PlanDocument.Create(
            [.. Enumerable.Range(0, jobs).Select(job => new PlannedJob
            {
                Definition = new() { Name = $"job{job}", Steps = [NoOp, NoOp with { Id = "step2" }, NoOp with { Id = "step3" }] },
            })],
            EmptyMap.Strings);

        private readonly SemaphoreSlim _free = new(inFlight);
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left;

        public void Dispose() => _free.Dispose();

        public async Task RunAsync(int runs)
        {
            _left = runs;
            using var stop = new CancellationTokenSource();
            var claiming = ClaimAsync(stop.Token);
            for (var i = 0; i < runs; i++)
            {
                await _free.WaitAsync();
                _ = CreateAsync();
            }

            await _done.Task;
            await stop.CancelAsync();
            await claiming;
        }

        private async Task ClaimAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                var work = store.Runs.WaitForWorkAsync(TimeSpan.FromSeconds(1), stop);
                var now = TimeProvider.System.GetUtcNow();
                var claimed = await store.Runs.ClaimAsync(
                    new() { Worker = "worker", Limit = inFlight, Now = now, ExpiresAt = now.AddSeconds(15) }, CancellationToken.None);
                foreach (var task in claimed)
                {
                    _ = ExecuteAsync(task);
                }

                if (claimed.Count == 0)
                {
                    await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }

        private async Task CreateAsync()
        {
            await Task.Yield();
            var now = TimeProvider.System.GetUtcNow();
            var run = new WorkflowRun
            {
                Scope = Scope.Default,
                Workflow = "build",
                Label = "build",
                PlanHash = _plan.Hash,
                Event = new WorkflowEvent { Name = "push", Ref = "refs/heads/main", Sha = "0123456789abcdef0123456789abcdef01234567" },
                Status = WorkflowStatus.Waiting,
                CreatedAt = now,
                Version = 1,
                LastEvent = 1,
            };
            await store.Runs.TryCreateAsync(new()
            {
                Scope = Scope.Default,
                Plans = [_plan],
                At = now,
                Runs =
                [
                    new()
                    {
                        Run = run,
                        Jobs = [Job(0, WorkflowStatus.Waiting), .. Enumerable.Range(1, jobs - 1).Select(job => Job(job, WorkflowStatus.Blocked))],
                        Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Waiting }],
                        Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = now }],
                    },
                ],
            });
        }

        private async Task ExecuteAsync(ClaimedTask claimed)
        {
            var (id, job, _) = claimed.Lease.Task;
            var run = (await store.Runs.GetAsync(id, claimed.RunVersion))!.Run;
            var now = TimeProvider.System.GetUtcNow();
            run = await ApplyAsync(run with { Status = WorkflowStatus.Running, StartedAt = run.StartedAt ?? now }, now, [
                Job(job, WorkflowStatus.Running) with { Worker = "worker", StartedAt = now },
            ], [], []);
            var isLast = job == jobs - 1;
            List<JobRun> changed = [Job(job, WorkflowStatus.Success) with { Worker = "worker", StartedAt = now, StoppedAt = now }];
            List<TaskRun> tasks = [new() { Job = job, Attempt = 1, Status = WorkflowStatus.Success, StoppedAt = now }];
            if (!isLast)
            {
                changed.Add(Job(job + 1, WorkflowStatus.Waiting));
                tasks.Add(new() { Job = job + 1, Attempt = 1, Status = WorkflowStatus.Waiting });
            }

            await ApplyAsync(
                run with { Status = isLast ? WorkflowStatus.Success : WorkflowStatus.Running, StoppedAt = isLast ? now : null },
                now,
                changed,
                tasks,
                [Step(job, 0, now), Step(job, 1, now), Step(job, 2, now)]);
            if (isLast)
            {
                _free.Release();
                if (Interlocked.Decrement(ref _left) == 0)
                {
                    _done.TrySetResult();
                }
            }
        }

        private async Task<WorkflowRun> ApplyAsync(
            WorkflowRun run, DateTimeOffset now, List<JobRun> changed, IReadOnlyList<TaskRun> tasks, IReadOnlyList<StepRun> steps)
        {
            var events = new RunEvent[changed.Count + steps.Count];
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = new()
                {
                    Sequence = run.LastEvent + i + 1,
                    Kind = RunEventKind.Job,
                    Status = changed[0].Status,
                    Job = changed[0].Index,
                    At = now,
                };
            }

            var next = run with { Version = run.Version + 1, LastEvent = run.LastEvent + events.Length };
            var change = new RunChange
            {
                ExpectedVersion = run.Version,
                Run = next,
                Jobs = changed,
                Tasks = tasks,
                Steps = steps,
                Events = events,
            };
            return await store.Runs.TryApplyAsync(change) ? next : throw new InvalidOperationException("Nobody else changes the run.");
        }

        private static JobRun Job(int index, WorkflowStatus status) => new()
        {
            Index = index,
            Name = $"job{index}",
            Label = $"job{index}",
            Status = status,
            Attempt = 1,
        };

        private static StepRun Step(int job, int index, DateTimeOffset now) => new()
        {
            Job = job,
            Attempt = 1,
            Index = index,
            Id = "step",
            Label = "step",
            Status = WorkflowStatus.Success,
            StartedAt = now,
            StoppedAt = now,
        };
    }
}
