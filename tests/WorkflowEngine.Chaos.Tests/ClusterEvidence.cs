using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Worker;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>
/// What is left when everything is over: the stored runs, tasks and events, what steps did, and what observers were told. Each method
/// gives what breaks one promise of the engine.
/// </summary>
internal sealed class ClusterEvidence
{
    private readonly Dictionary<long, RunDetails> _runs;
    private readonly ILookup<long, StoredTask> _tasks;
    private readonly ILookup<(string Scope, long Run, string Job), Effect> _effects;
    private readonly List<StoredEvent> _events;

    private ClusterEvidence(List<RunDetails> runs, List<StoredTask> tasks, List<Effect> effects, List<StoredEvent> events)
    {
        _runs = runs.ToDictionary(run => run.Run.Id);
        _tasks = tasks.ToLookup(task => task.Key.RunId);
        _effects = effects.ToLookup(effect => (effect.Scope, effect.Run, effect.Job));
        _events = events;
    }

    public int Runs => _runs.Count;

    public int LostAttempts => _runs.Values.Sum(run => run.Jobs.Sum(job => job.LostAttempts));

    public static async Task<ClusterEvidence> ReadAsync(ClusterSite site)
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

        return new(runs, await StoredTask.ReadAllAsync(site.ConnectionString), Effect.ReadAll(site.EffectsFolder), events);
    }

    public override string ToString() =>
        $"{Runs} runs, {_tasks.Sum(run => run.Count())} tasks, {LostAttempts} lost, {_effects.Sum(job => job.Count())} effects, {_events.Count} events; "
        + string.Join(", ", _runs.Values.GroupBy(run => run.Run.Status).Select(status => $"{status.Count()} {status.Key}"));

    public IEnumerable<string> WhatHasNotEnded() =>
    [
        .. _runs.Values.Where(run => !run.Run.Status.IsTerminal()).Select(run => $"{Name(run)} is {run.Run.Status}"),
        .. _runs.Values.SelectMany(run => run.Steps.Where(step => !step.Status.IsTerminal()).Select(step => $"{Name(run)} step {step} is {step.Status}")),
        .. _tasks.SelectMany(run => run).Where(task => !task.Status.IsTerminal()).Select(task => task.ToString()),
    ];

    /// <summary>A delivery made its run once, whatever answer was lost.</summary>
    public IEnumerable<string> Deliveries(IReadOnlyDictionary<string, long> delivered)
    {
        foreach (var (key, run) in delivered.Where(delivery => !_runs.ContainsKey(delivery.Value)))
        {
            yield return $"run {run} of delivery {key} is not stored";
        }

        foreach (var run in _runs.Values.Where(run => !delivered.Values.Contains(run.Run.Id)))
        {
            yield return $"{Name(run)} was not asked for";
        }

        foreach (var scope in _runs.Values.GroupBy(run => run.Run.Scope))
        {
            if (!scope.Select(run => run.Run.Number).Order().SequenceEqual(Enumerable.Range(1, scope.Count()).Select(number => (long)number)))
            {
                yield return $"the numbers of the runs of {scope.Key} have gaps or repetitions";
            }
        }
    }

    /// <summary>Runs end as the state machine alone says; those that were cancelled, as their jobs say.</summary>
    public IEnumerable<string> Outcomes(IReadOnlySet<long> cancelled)
    {
        foreach (var run in _runs.Values)
        {
            var workflow = ClusterWorkflows.Of(run.Run.Scope);
            if (cancelled.Contains(run.Run.Id) && !run.Run.CancelRequested)
            {
                yield return $"{Name(run)} forgot that it was cancelled";
            }

            foreach (var difference in run.Run.CancelRequested ? CancelledOutcome(run, workflow) : Differences(run, ExpectedRun.Of(workflow, run.Run.Number)))
            {
                yield return difference;
            }
        }
    }

    /// <summary>An attempt is one worker's, every step that ended left its mark, and nothing that was stored as done was done again.</summary>
    public IEnumerable<string> Effects()
    {
        foreach (var run in _runs.Values)
        {
            var tasks = _tasks[run.Run.Id].ToDictionary(task => (task.Key.Job, task.Key.Attempt), task => task.Status);
            foreach (var job in run.Jobs)
            {
                var where = $"{Name(run)} {job.Label}";
                var effects = _effects[(run.Run.Scope.Name, run.Run.Number, job.Label)].ToList();
                foreach (var twice in effects.GroupBy(effect => (effect.What, effect.Attempt)).Where(same => same.Count() > 1))
                {
                    yield return $"{where}: attempt {twice.Key.Attempt} has {twice.Count()} times '{twice.Key.What}', by processes {string.Join(", ", twice.Select(effect => effect.Process))}";
                }

                foreach (var effect in effects.Where(effect => effect.Attempt > job.Attempt))
                {
                    yield return $"{where}: {effect} is of an attempt that is not stored, the last is {job.Attempt}";
                }

                for (var attempt = 1; attempt <= job.Attempt; attempt++)
                {
                    var isStored = tasks.TryGetValue((job.Index, attempt), out var status);
                    if (!isStored || (attempt < job.Attempt && status != WorkflowStatus.Failure) || (attempt == job.Attempt && status != job.Status))
                    {
                        yield return $"{where}: attempt {attempt} of {job.Attempt} is {(isStored ? status : "not stored")}, the job is {job.Status}";
                    }
                }

                foreach (var missing in MissingEffects(run, job, effects))
                {
                    yield return $"{where}: {missing}";
                }
            }
        }
    }

    /// <summary>Events have no gap, and say in the end what is stored.</summary>
    public IEnumerable<string> StoredEvents()
    {
        var byRun = _events.ToLookup(stored => stored.Event.RunId, stored => stored.Event);
        foreach (var run in _runs.Values)
        {
            var events = byRun[run.Run.Id].ToList();
            if (!events.Select(told => told.Sequence).SequenceEqual(Enumerable.Range(1, (int)run.Run.LastEvent).Select(number => (long)number)))
            {
                yield return $"{Name(run)}: the events are not 1 to {run.Run.LastEvent}";
            }

            var ends = events.Where(told => told.Kind == RunEventKind.Run && told.Status.IsTerminal()).Select(told => told.Status).ToList();
            if (ends.Count != 1 || ends[0] != run.Run.Status)
            {
                yield return $"{Name(run)}: it is {run.Run.Status}, the events say {string.Join(", ", ends)}";
            }

            foreach (var job in run.Jobs)
            {
                var told = events.Where(told => told.Kind == RunEventKind.Job && told.Job == job.Index).ToList();
                if (told.Count(change => change.Status.IsTerminal()) != 1 || (told[^1].Status, told[^1].Attempt) != (job.Status, job.Attempt))
                {
                    yield return $"{Name(run)} {job.Label}: it is {job.Status} at attempt {job.Attempt}, the events say {string.Join(", ", told)}";
                }
            }
        }

        if (_events.Count != _runs.Values.Sum(run => run.Run.LastEvent))
        {
            yield return $"{_events.Count} events are stored for {_runs.Values.Sum(run => run.Run.LastEvent)} that runs have";
        }
    }

    /// <summary>Of a concurrency group, no run starts before the one before it has ended.</summary>
    public IEnumerable<string> Groups()
    {
        long? active = null;
        foreach (var told in _events.Select(stored => stored.Event).Where(told => _runs[told.RunId].Run.ConcurrencyGroup is not null))
        {
            if (told is { Kind: RunEventKind.Run, Status: WorkflowStatus.Running })
            {
                if (active is not null && active != told.RunId)
                {
                    yield return $"run {told.RunId} starts while run {active} of its group is active";
                }

                active = told.RunId;
            }
            else if (told.Kind == RunEventKind.Run && told.Status.IsTerminal() && active == told.RunId)
            {
                active = null;
            }
        }
    }

    /// <summary>
    /// An observer is told every event, per run in order and without a gap, and in one process each of them once: only what a process was
    /// told and did not live to save comes again to the next.
    /// </summary>
    public IEnumerable<string> Observed(int process, List<List<ToldEvent>> lives)
    {
        var stored = _events.Select(told => ToldEvent.Of(told.Event)).ToHashSet();
        var last = new Dictionary<long, long>();
        for (var life = 0; life < lives.Count; life++)
        {
            var seen = new HashSet<(long, long)>();
            foreach (var told in lives[life])
            {
                var known = last.GetValueOrDefault(told.Run);
                if (!stored.Contains(told))
                {
                    yield return $"observer {process}, life {life + 1}: {told} is not stored";
                }
                else if (told.Sequence > known + 1)
                {
                    yield return $"observer {process}, life {life + 1}: {told} comes after {known}";
                }
                else if (!seen.Add((told.Run, told.Sequence)))
                {
                    yield return $"observer {process}, life {life + 1}: {told} comes twice";
                }

                last[told.Run] = Math.Max(known, told.Sequence);
            }
        }

        foreach (var run in _runs.Values.Where(run => last.GetValueOrDefault(run.Run.Id) != run.Run.LastEvent))
        {
            yield return $"observer {process} was told {last.GetValueOrDefault(run.Run.Id)} of {run.Run.LastEvent} events of {Name(run)}";
        }
    }

    private static IEnumerable<string> MissingEffects(RunDetails run, JobRun job, List<Effect> effects)
    {
        foreach (var step in run.Steps.Where(step => step.Job == job.Index))
        {
            var expected = (step.Id, step.Status, step.Reason?.Code) switch
            {
                ("prepare", WorkflowStatus.Success, _) => "prepare",
                ("work", WorkflowStatus.Success, _) => "success",
                ("work", WorkflowStatus.Failure, ReasonCodes.StepFailed) => "failure",
                _ => null,
            };
            if (expected is not null && !effects.Any(effect => effect.What == expected && effect.Attempt == step.Attempt))
            {
                yield return $"step {step.Id} of attempt {step.Attempt} is {step.Status} and left no '{expected}'";
            }
        }

        if (job.Status is WorkflowStatus.Success or WorkflowStatus.Failure && run.Steps.Count(step => step.Job == job.Index && step.Attempt == job.Attempt) != 2)
        {
            yield return $"attempt {job.Attempt} is {job.Status} and has not two steps";
        }
    }

    private static IEnumerable<string> CancelledOutcome(RunDetails run, WorkflowDefinition workflow)
    {
        var outcomes = WorkflowEngine.Runs.Outcomes.None;
        foreach (var job in run.Jobs)
        {
            outcomes |= RunStatusRule.Count(job.Status, run.Plan.Jobs[job.Index].Definition.AllowFailure);
            if (job.Status is WorkflowStatus.Success or WorkflowStatus.Failure
                && ChaosOutcome.Succeeds(workflow.Scope, run.Run.Number, job.Label, job.FailedAttempts) != (job.Status == WorkflowStatus.Success))
            {
                yield return $"{Name(run)} {job.Label} is {job.Status} after {job.FailedAttempts} failures";
            }
        }

        if (run.Run.Status != RunStatusRule.Of(0, outcomes))
        {
            yield return $"{Name(run)} is {run.Run.Status} instead of {RunStatusRule.Of(0, outcomes)}";
        }
    }

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
                yield return $"{Name(run)} {job.Label} is {job.Status} after {job.FailedAttempts} failures, "
                    + $"instead of {other.Status} after {other.FailedAttempts}: {job.Reason}";
            }
        }
    }

    private static string Name(RunDetails run) => $"{run.Run.Scope.Name} #{run.Run.Number}";
}
