using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Queue;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>All runs and what belongs to them. Knows nothing of callers at the same time: whoever uses it holds the store's lock.</summary>
internal sealed class RunTable
{
    private readonly Dictionary<long, RunRecord> _runs = [];
    private readonly OrderedLog<RunRecord> _byId = new(static run => run.IsDeleted);
    private readonly Dictionary<Scope, long> _numbers = [];
    private readonly Dictionary<string, StoredPlan> _plans = [];
    private readonly Dictionary<(Scope, string), Delivery> _deliveries = [];
    private readonly PriorityQueue<Delivery, long> _emptyDeliveries = new();
    private readonly PriorityQueue<RunRecord, (long StoppedAt, long Id)> _ended = new();
    private readonly RunGroups _groups;
    private long _lastId;

    public RunTable() => _groups = new(Queue);

    public TaskQueue Queue { get; } = new();

    public EventFeed Feed { get; } = new();

    /// <summary>The runs that are there, by id.</summary>
    public IEnumerable<RunRecord> Runs => _runs.Values.OrderBy(run => run.Id);

    /// <summary>The last number that a scope gave.</summary>
    public long LastNumber(Scope scope) => _numbers.GetValueOrDefault(scope);

    public RunRecord? Find(long runId) => _runs.GetValueOrDefault(runId);

    public RunPlan? FindPlan(string hash) => _plans.GetValueOrDefault(hash)?.Plan;

    /// <summary>Finds the task that a lease names while the lease is held.</summary>
    public TaskRecord? FindHeld(JobLease lease) =>
        Find(lease.Task.RunId)?.FindTask(lease.Task.Job, lease.Task.Attempt) is { IsRunning: true } task
        && task.Token == lease.Token && task.Worker == lease.Worker
            ? task
            : null;

    public RunCreationResult Create(RunCreation creation)
    {
        if (creation.DeliveryKey is { } key && _deliveries.TryGetValue((creation.Scope, key), out var known))
        {
            return new(false, RunsOf(known));
        }

        foreach (var plan in creation.Plans)
        {
            if (!_plans.ContainsKey(plan.Hash))
            {
                // By way of its document, so that nothing of it is shared with the caller.
                _plans.Add(plan.Hash, new(PlanDocument.Read(PlanDocument.WriteUtf8(plan), plan.Hash)));
            }
        }

        var records = new RunRecord[creation.Runs.Count];
        var runs = new WorkflowRun[records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = Add(creation.Runs[i]);
            runs[i] = records[i].Run;
        }

        if (creation.DeliveryKey is not null)
        {
            Remember(new(creation.Scope, creation.DeliveryKey, creation.At, records));
        }

        return new(true, runs);
    }

    public bool TryApply(RunChange change)
    {
        if (!_runs.TryGetValue(change.Run.Id, out var record) || record.Run.Version != change.ExpectedVersion)
        {
            return false;
        }

        var wasEnded = record.Run.Status.IsTerminal();
        var isEnded = change.Run.Status.IsTerminal();
        record.Run = change.Run;
        if (wasEnded && !isEnded)
        {
            _groups.Enter(record);
        }

        for (var i = 0; i < change.Jobs.Count; i++)
        {
            record.SaveJob(change.Jobs[i], change.Run.Version);
        }

        for (var i = 0; i < change.Steps.Count; i++)
        {
            record.SaveStep(change.Steps[i]);
        }

        for (var i = 0; i < change.Tasks.Count; i++)
        {
            SaveTask(record, change.Tasks[i]);
        }

        Feed.Append(record, change.Events);
        if (isEnded)
        {
            End(record);
        }

        return true;
    }

    public List<WorkflowRun> List(RunQuery query)
    {
        var runs = new List<WorkflowRun>();
        if (query is { Scope: { } scope, ConcurrencyGroup: { } name } && AsksForActive(query.Statuses))
        {
            foreach (var record in _groups.Find(scope, name)?.Active.Reverse() ?? [])
            {
                AddIfWanted(record);
            }

            return runs;
        }

        for (var i = query.BeforeId is { } before ? _byId.IndexAfter(before - 1) - 1 : _byId.Count - 1; i >= 0 && runs.Count < query.Limit; i--)
        {
            AddIfWanted(_byId[i].Value);
        }

        return runs;

        void AddIfWanted(RunRecord record)
        {
            if (runs.Count < query.Limit && !record.IsDeleted && IsWanted(record.Run, query))
            {
                runs.Add(record.Run);
            }
        }
    }

    public List<SupersededRun> ListSuperseded(int limit) =>
        [.. _groups.Superseded().OrderBy(run => run.RunId).Take(Math.Max(0, limit))];

    public int DeleteBefore(DateTimeOffset stoppedBefore, int limit)
    {
        var deleted = 0;
        while (deleted < limit && _ended.TryPeek(out var record, out var key) && key.StoppedAt < stoppedBefore.UtcTicks)
        {
            _ended.Dequeue();

            // A run that went on after it had ended has left an entry behind that no longer says anything.
            if (!record.IsDeleted && record.Run.Status.IsTerminal() && record.Run.StoppedAt?.UtcTicks == key.StoppedAt)
            {
                Delete(record);
                deleted++;
            }
        }

        DeleteEmptyDeliveries(stoppedBefore);
        return deleted;
    }

    private void DeleteEmptyDeliveries(DateTimeOffset before)
    {
        while (_emptyDeliveries.TryPeek(out var delivery, out var at) && at < before.UtcTicks)
        {
            _emptyDeliveries.Dequeue();
            _deliveries.Remove((delivery.Scope, delivery.Key));
        }
    }

    /// <summary>Deletes what a retention does not keep.</summary>
    /// <param name="retention">What is kept.</param>
    /// <param name="limit">How many runs at most.</param>
    /// <param name="readUpTo">The position up to which every observer has read.</param>
    public int Delete(RunRetention retention, int limit, long readUpTo)
    {
        var deleted = _runs.Values
            .Where(record => record.Run.Status.IsTerminal() && record.Run.StoppedAt < retention.StoppedBefore
                && record.Run.Number <= LastNumber(record.Run.Scope) - retention.KeepNewest
                && (record.LastPosition <= readUpTo || record.Run.StoppedAt < retention.UnreadBefore))
            .OrderBy(record => (record.Run.StoppedAt, record.Id))
            .Take(Math.Max(0, limit))
            .ToList();
        deleted.ForEach(Delete);
        DeleteEmptyDeliveries(retention.StoppedBefore);
        return deleted.Count;
    }

    private static List<WorkflowRun> RunsOf(Delivery delivery)
    {
        var runs = new List<WorkflowRun>(delivery.Runs.Length);
        foreach (var record in delivery.Runs)
        {
            if (!record.IsDeleted)
            {
                runs.Add(record.Run);
            }
        }

        return runs;
    }

    private static bool AsksForActive(IReadOnlyList<WorkflowStatus> statuses)
    {
        foreach (var status in statuses)
        {
            if (status.IsTerminal())
            {
                return false;
            }
        }

        return statuses.Count > 0;
    }

    private static bool IsWanted(WorkflowRun run, RunQuery query) =>
        (query.Scope is null || query.Scope == run.Scope)
        && (query.Workflow is null || query.Workflow == run.Workflow)
        && (query.ConcurrencyGroup is null || query.ConcurrencyGroup == run.ConcurrencyGroup)
        && (query.BeforeId is null || run.Id < query.BeforeId)
        && (query.Statuses.Count == 0 || query.Statuses.Contains(run.Status));

    private RunRecord Add(NewRun newRun)
    {
        var scope = newRun.Run.Scope;
        var number = _numbers.GetValueOrDefault(scope) + 1;
        _numbers[scope] = number;
        var run = newRun.Run with
        {
            Id = ++_lastId,
            Number = number,
            Event = OwnCopy(newRun.Run.Event),
            Inputs = OwnCopy(newRun.Run.Inputs),
        };
        var record = new RunRecord(run, newRun.Jobs);
        _runs.Add(run.Id, record);
        _byId.Add(run.Id, record);
        if (_plans.TryGetValue(run.PlanHash, out var plan))
        {
            plan.Runs++;
        }

        if (!run.Status.IsTerminal())
        {
            _groups.Enter(record);
        }

        for (var i = 0; i < newRun.Tasks.Count; i++)
        {
            SaveTask(record, newRun.Tasks[i]);
        }

        Feed.Append(record, newRun.Events);
        if (run.Status.IsTerminal())
        {
            End(record);
        }

        return record;
    }

    private static WorkflowEvent OwnCopy(WorkflowEvent value) => value is { Payload: null, ChangedPaths: null }
        ? value
        : value with { Payload = OwnCopy(value.Payload), ChangedPaths = value.ChangedPaths is { } paths ? [.. paths] : null };

    // The caller may give back the memory of its document.
    private static JsonElement? OwnCopy(JsonElement? value) => value is { ValueKind: not JsonValueKind.Undefined } element ? element.Clone() : null;

    private static TaskRun OwnCopy(TaskRun row) => row.Labels.Count == 0
        ? row
        : row with { Labels = [.. row.Labels.Distinct().Order(StringComparer.Ordinal)] };

    private void Remember(Delivery delivery)
    {
        _deliveries.Add((delivery.Scope, delivery.Key), delivery);
        foreach (var run in delivery.Runs)
        {
            run.Delivery = delivery;
        }

        if (delivery.Runs.Length == 0)
        {
            _emptyDeliveries.Enqueue(delivery, delivery.At.UtcTicks);
        }
    }

    private void SaveTask(RunRecord record, TaskRun row)
    {
        var task = record.FindTask(row.Job, row.Attempt);
        if (!row.Status.IsTerminal())
        {
            if (task is null)
            {
                Queue.Add(new(record, OwnCopy(row)));
            }
            else
            {
                Queue.Update(task, OwnCopy(row));
            }

            return;
        }

        if (task is not null)
        {
            Queue.End(task);
        }

        if (row.CloseSteps)
        {
            record.CloseSteps(row);
        }
    }

    private void End(RunRecord record)
    {
        _groups.Leave(record);
        if (record.Run.StoppedAt is { } stoppedAt)
        {
            _ended.Enqueue(record, (stoppedAt.UtcTicks, record.Id));
        }
    }

    private void Delete(RunRecord record)
    {
        record.IsDeleted = true;
        for (var job = 0; job < record.JobCount; job++)
        {
            while (record.FirstTask(job) is { } task)
            {
                Queue.End(task);
            }
        }

        _runs.Remove(record.Id);
        _byId.AddGone(1);
        Feed.Remove(record);
        if (_plans.TryGetValue(record.Run.PlanHash, out var plan) && --plan.Runs == 0)
        {
            _plans.Remove(record.Run.PlanHash);
        }

        if (record.Delivery is { } delivery && --delivery.RunsLeft == 0)
        {
            _deliveries.Remove((delivery.Scope, delivery.Key));
        }
    }
}
