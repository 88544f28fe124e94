using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

/// <summary>A random run, played fact by fact beside the plainest reading of the rules.</summary>
internal sealed class RandomRun
{
    private const int MostFacts = 2000;
    private static readonly RunRules Rules = new(MaxLostAttempts: 1);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly string _name;
    private readonly RunState _state;
    private readonly RunState _other;
    private readonly ReferenceRun _reference;
    private readonly HashSet<int> _changedForOther = [];
    private readonly HashSet<(int Job, int Attempt)> _queued = [];
    private readonly double _cancels;
    private int _reruns;

    public RandomRun(int seed)
    {
        _random = new Random(seed);
        var definitions = Definitions();
        _name = $"seed {seed}";
        _cancels = _random.Next(2) == 0 ? 0 : 0.05;
        _reruns = _random.Next(3);
        var plan = new RunPlan { Hash = "0", Jobs = RunPlanner.Expand(definitions) };
        var graph = JobGraph.Build(plan.Jobs);
        var run = RunPlanner.NewRun(new WorkflowDefinition { Ref = "m", Jobs = [] }, plan, new WorkflowEvent { Name = "push" }, 0);
        var created = RunStateMachine.Start(run, plan, graph, Now);
        _state = RunState.Load(created.Run, plan, graph, created.Jobs);
        _other = RunState.Load(created.Run, plan, graph, created.Jobs);
        _reference = new ReferenceRun(definitions, Rules.MaxLostAttempts);
        CheckQueued(created.Tasks);
        Compare();
    }

    public WorkflowStatus Play()
    {
        for (var count = 0; count < MostFacts; count++)
        {
            if (_state.Run.Status.IsTerminal())
            {
                Take([Stale() ?? new RunFact.CancelRequested(true, new StatusReason("no"))]);
                if (_reruns-- <= 0)
                {
                    return _state.Run.Status;
                }

                Take([new RunFact.RerunFailedRequested()]);
                continue;
            }

            Take(Facts());
        }

        throw new InvalidOperationException($"{_name} does not end");
    }

    private List<RunFact> Facts()
    {
        if (_random.NextDouble() < _cancels)
        {
            return [new RunFact.CancelRequested(_random.Next(4) == 0, new StatusReason("cancelled"))];
        }

        if (_random.Next(20) == 0)
        {
            return [Stale() ?? new RunFact.RerunFailedRequested()];
        }

        var ready = _state.Jobs.ToArray().Where(job => job.Status is WorkflowStatus.Waiting or WorkflowStatus.Running).ToArray();
        _random.Shuffle(ready);
        return [.. ready.Take(_random.Next(8) == 0 ? 3 : 1).Select(Fact)];
    }

    private RunFact Fact(JobRun job)
    {
        var luck = _random.NextDouble();
        if (luck < 0.03)
        {
            return new RunFact.TaskLost(job.Index, job.Attempt);
        }

        if (luck < 0.06)
        {
            return new RunFact.TaskReleased(job.Index, job.Attempt);
        }

        if (job.Status == WorkflowStatus.Waiting && luck < 0.95)
        {
            return new RunFact.TaskStarted(job.Index, job.Attempt, "worker");
        }

        var status = luck switch
        {
            < 0.3 => _reference.Jobs[job.Index].IsToldToStop ? WorkflowStatus.Cancelled : WorkflowStatus.Success,
            < 0.75 => WorkflowStatus.Success,
            < 0.95 => WorkflowStatus.Failure,
            < 0.98 => WorkflowStatus.Cancelled,
            _ => WorkflowStatus.Skipped,
        };
        return new RunFact.TaskEnded(job.Index, job.Attempt, status, null, null);
    }

    /// <summary>A fact about an attempt that is over, or is still to come.</summary>
    private RunFact? Stale()
    {
        if (_state.Jobs.Length == 0)
        {
            return null;
        }

        var job = _state.Job(_random.Next(_state.Jobs.Length));
        var attempt = job.Attempt + (job.Status.IsTerminal() ? 0 : _random.Next(2) == 0 ? -1 : 1);
        return _random.Next(4) switch
        {
            0 => new RunFact.TaskStarted(job.Index, attempt, "worker"),
            1 => new RunFact.TaskEnded(job.Index, attempt, WorkflowStatus.Success, null, null),
            2 => new RunFact.TaskLost(job.Index, attempt),
            _ => new RunFact.TaskReleased(job.Index, attempt),
        };
    }

    private void Take(List<RunFact> facts)
    {
        var transition = RunStateMachine.Apply(_state, facts, Now, Rules);
        if (transition.Change is { } change)
        {
            Check(change.Run.Version == _state.Run.Version + 1 && change.ExpectedVersion == _state.Run.Version, "version");
            Check(change.Events.Select((one, i) => one.Sequence - i).All(first => first == _state.Run.LastEvent + 1), "event numbers");
            Check(change.Jobs.Select(job => job.Index).Distinct().Count() == change.Jobs.Count, "a job is there twice");
            _state.Accept(change);
            _changedForOther.UnionWith(change.Jobs.Select(job => job.Index));
        }

        Check(facts.Select(_reference.Take).SequenceEqual(transition.Accepted), "accepted");
        CheckQueued(transition.Change?.Tasks ?? []);
        Compare();
    }

    private void CheckQueued(IReadOnlyList<TaskRun> tasks)
    {
        foreach (var task in tasks.Where(task => task.Status == WorkflowStatus.Waiting))
        {
            var needs = _state.Plan.Jobs[task.Job].Definition.Needs;
            Check(needs.All(_reference.IsSettled), $"job {task.Job} is ready before its needs have ended");
            Check(_queued.Add((task.Job, task.Attempt)), $"attempt {task.Attempt} of job {task.Job} is ready twice");
        }
    }

    private void Compare()
    {
        for (var index = 0; index < _reference.Jobs.Count; index++)
        {
            var (actual, expected) = (_state.Job(index), _reference.Jobs[index]);
            Check(
                actual.Status == expected.Status && actual.Attempt == expected.Attempt,
                $"{actual.Label} is {actual.Status} in attempt {actual.Attempt}; expected {expected.Status} in {expected.Attempt}");
        }

        Check(_state.Run.Status == _reference.Status, $"the run is {_state.Run.Status}; expected {_reference.Status}");
        Check(_state.Run.Status.IsTerminal() == (_state.OpenJobs == 0), "open jobs");
        Check(_state.Run.StoppedAt is not null == _state.Run.Status.IsTerminal(), "stopped at");
        Check(StateComparison.Difference(_state) is null, StateComparison.Difference(_state));
        if (_random.Next(4) == 0)
        {
            _other.Refresh(_state.Run, [.. _changedForOther.Select(_state.Job)]);
            _changedForOther.Clear();
            Check(StateComparison.Difference(_other) is null, StateComparison.Difference(_other));
            Check(_other.Jobs.SequenceEqual(_state.Jobs), "refresh");
        }
    }

    private void Check(bool holds, string? what)
    {
        if (!holds)
        {
            var jobs = _state.Plan.Jobs.Select(job => $"{job.Label} needs [{string.Join(' ', job.Definition.Needs)}] {job.Definition.Condition}");
            Assert.Fail($"{_name}: {what}\n{string.Join('\n', jobs)}");
        }
    }

    private List<JobDefinition> Definitions()
    {
        var count = _random.Next(_random.Next(30)) + 1;
        var jobs = new List<JobDefinition>();
        var total = 0;
        for (var i = 0; i < count && total < 30; i++)
        {
            var needs = jobs.Count == 0 ? [] : Enumerable.Range(0, _random.Next(4)).Select(_ => jobs[_random.Next(jobs.Count)].Name);
            var items = _random.Next(6) == 0 ? _random.Next(4) : -1;
            total += Math.Max(items, 1);
            jobs.Add(Job($"j{i}", [.. needs]) with
            {
                Condition = _random.Next(2) == 0
                    ? RandomCondition.All[0].Written : RandomCondition.All[_random.Next(RandomCondition.All.Count)].Written,
                AllowFailure = _random.Next(6) == 0,
                Retry = _random.Next(5) == 0 ? new RetryPolicy { Count = _random.Next(3), Delay = TimeSpan.FromSeconds(1) } : null,
                ForEach = items < 0 ? null : new ForEachDefinition([.. Enumerable.Repeat(JsonSerializer.SerializeToElement(1), items)]),
            });
        }

        var shuffled = jobs.ToArray();
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }
}
