using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Worker;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>What is left when everything is over: the stored runs, their events and tasks, and the doings of all the workers that ever were.</summary>
internal sealed class ChaosEvidence
{
    private readonly string _storePath;
    private readonly List<Effect> _effects;
    private readonly List<StoredEvent> _events;
    private readonly Dictionary<TaskKey, WorkflowStatus> _tasks;
    private readonly HashSet<TaskKey> _lost;

    private ChaosEvidence(ChaosSite site, List<RunDetails> runs, List<StoredEvent> events)
    {
        (_storePath, Runs, _events) = (site.StorePath, runs, events);
        _effects = Effect.ReadAll(site.EffectsFolder);
        _tasks = SqliteFile.Query(site.StorePath, "SELECT run_id, job, attempt, status FROM workflow_tasks")
            .ToDictionary(Key, row => (WorkflowStatus)Number(row[3]));
        _lost = [.. SqliteFile.Query(
            site.StorePath, $"SELECT run_id, job, attempt FROM workflow_tasks WHERE reason_code = '{ReasonCodes.WorkerLost}'").Select(Key)];
    }

    public IReadOnlyList<RunDetails> Runs { get; }

    public int LostAttempts => Runs.Sum(run => run.Jobs.Sum(job => job.LostAttempts));

    /// <summary>Attempts whose work was done and whose end never reached the store, so that the work was done again: those of killed
    /// workers, unless one was too slow to renew its leases.</summary>
    public List<Effect> UnreportedAttempts()
    {
        var runs = Runs.ToDictionary(run => (run.Run.Scope.Name, run.Run.Number));
        return [.. _effects.Where(effect => !effect.IsStart && runs[(effect.Scope, effect.Run)] is var run
            && run.Jobs.First(job => job.Name == effect.Job) is var job
            && _lost.Contains(new TaskKey(run.Run.Id, job.Index, effect.Attempt)))];
    }

    public static async Task<ChaosEvidence> ReadAsync(ChaosSite site)
    {
        var runs = new List<RunDetails>();
        foreach (var run in await site.Store.Runs.ListAsync(new RunQuery { Limit = int.MaxValue }))
        {
            runs.Add((await site.Client.GetAsync(run.Id))!);
        }

        var events = new List<StoredEvent>();
        while (await site.Store.Runs.ReadEventsAsync(events.Count == 0 ? 0 : events[^1].Position, 10_000) is { Count: > 0 } batch)
        {
            events.AddRange(batch);
        }

        return new ChaosEvidence(site, runs, events);
    }

    public override string ToString() =>
        $"{_effects.Count(effect => effect.IsStart)} attempts of {_tasks.Count} tasks, {LostAttempts} lost, {UnreportedAttempts().Count} done but not reported, {_events.Count} events; "
        + string.Join(", ", Runs.GroupBy(run => run.Run.Status).Select(status => $"{status.Count()} {status.Key}"));

    public void EachRunHasEnded()
    {
        Violations.None(Runs.Where(run => !run.Run.Status.IsTerminal()).Select(run => $"{Name(run)} is {run.Run.Status}"));
        Violations.None(_tasks.Where(task => !task.Value.IsTerminal()).Select(task => $"{task.Key} is {task.Value}"));
    }

    public void EachRunEndedAsExpected(WorkflowDefinition workflow, IReadOnlyCollection<long> ids)
    {
        var runs = Runs.Where(run => ids.Contains(run.Run.Id)).ToList();
        runs.Should().HaveCount(ids.Count);
        Violations.None(runs.SelectMany(run => Differences(run, ExpectedRun.Of(workflow, run.Run.Number))));
    }

    public void EachCancelledRunEndedAsItsJobsSay(WorkflowDefinition workflow, IReadOnlyDictionary<long, bool> wasCancelled)
    {
        foreach (var run in Runs.Where(run => wasCancelled.ContainsKey(run.Run.Id)))
        {
            run.Run.CancelRequested.Should().Be(wasCancelled[run.Run.Id]);
            if (!run.Run.CancelRequested)
            {
                Violations.None(Differences(run, ExpectedRun.Of(workflow, run.Run.Number)));
                continue;
            }

            var outcomes = Outcomes.None;
            foreach (var job in run.Jobs)
            {
                outcomes |= RunStatusRule.Count(job.Status, workflow.Jobs[job.Index].AllowFailure);
                if (job.Status is WorkflowStatus.Success or WorkflowStatus.Failure)
                {
                    var succeeds = ChaosOutcome.Succeeds(run.Run.Scope, run.Run.Number, job.Name, job.FailedAttempts);
                    job.Status.Should().Be(succeeds ? WorkflowStatus.Success : WorkflowStatus.Failure, $"{Name(run)} {job.Name}");
                }
            }

            run.Run.Status.Should().Be(RunStatusRule.Of(0, outcomes), Name(run));
        }
    }

    public void NothingThatEndedWasExecutedAgain()
    {
        _effects.Where(effect => effect.IsStart).Should().OnlyHaveUniqueItems("an attempt is given to one worker once");
        var byJob = _effects.ToLookup(effect => (effect.Scope, effect.Run, effect.Job));
        foreach (var run in Runs)
        {
            foreach (var job in run.Jobs)
            {
                var effects = byJob[(run.Run.Scope.Name, run.Run.Number, job.Name)].ToList();
                var where = $"{Name(run)} {job.Name}";
                effects.Should().NotContain(effect => effect.Attempt > job.Attempt, where);
                var tasks = Enumerable.Range(1, job.Attempt).Select(attempt => _tasks[new TaskKey(run.Run.Id, job.Index, attempt)]).ToList();
                tasks.SkipLast(1).Should().NotContain(status => status != WorkflowStatus.Failure, where);
                if (job.Status == WorkflowStatus.Success)
                {
                    tasks.Should().HaveCount(job.Attempt).And.EndWith(WorkflowStatus.Success, where);
                    effects.Should().ContainSingle(effect => effect.What == "success" && effect.Attempt == job.Attempt, where);
                }
                else if (job is { Status: WorkflowStatus.Failure, Reason.Code: ReasonCodes.StepFailed })
                {
                    effects.Should().ContainSingle(effect => effect.What == "failure" && effect.Attempt == job.Attempt, where);
                }
                else if (job.Status == WorkflowStatus.Skipped)
                {
                    effects.Should().BeEmpty(where);
                }
            }
        }
    }

    public void NoEventIsLostOrDoubled()
    {
        var byRun = _events.ToLookup(stored => stored.Event.RunId, stored => stored.Event);
        foreach (var run in Runs)
        {
            var events = byRun[run.Run.Id].ToList();
            events.Select(runEvent => runEvent.Sequence).Should().Equal(
                Enumerable.Range(1, (int)run.Run.LastEvent).Select(sequence => (long)sequence), Name(run));
            events.Where(runEvent => runEvent.Kind == RunEventKind.Run && runEvent.Status.IsTerminal()).Should().ContainSingle(Name(run))
                .Which.Status.Should().Be(run.Run.Status);
            foreach (var job in run.Jobs)
            {
                var told = events.Last(runEvent => runEvent.Kind == RunEventKind.Job && runEvent.Job == job.Index);
                (told.Status, told.Attempt).Should().Be((job.Status, job.Attempt), $"{Name(run)} {job.Name}");
                events.Count(runEvent => runEvent.Kind == RunEventKind.Job && runEvent.Job == job.Index && runEvent.Status.IsTerminal())
                    .Should().Be(1, $"{Name(run)} {job.Name}");
            }
        }

        _events.Should().HaveCount(Runs.Sum(run => (int)run.Run.LastEvent));
    }

    public void TheFileIsSound() =>
        SqliteFile.Query(_storePath, "PRAGMA integrity_check").Should().ContainSingle().Which.Should().Equal("ok");

    private static IEnumerable<string> Differences(RunDetails run, RunState expected)
    {
        if (run.Run.Status != expected.Run.Status)
        {
            yield return $"{Name(run)} is {run.Run.Status} instead of {expected.Run.Status}";
        }

        foreach (var job in run.Jobs)
        {
            var other = expected.Job(job.Index);
            if ((job.Status, job.FailedAttempts) != (other.Status, other.FailedAttempts))
            {
                yield return $"{Name(run)} {job.Name} is {job.Status} after {job.FailedAttempts} failures, "
                    + $"instead of {other.Status} after {other.FailedAttempts}: {job.Reason}";
            }
        }
    }

    private static string Name(RunDetails run) => $"{run.Run.Scope.Name} #{run.Run.Number}";

    private static TaskKey Key(string[] row) => new(long.Parse(row[0], CultureInfo.InvariantCulture), Number(row[1]), Number(row[2]));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
