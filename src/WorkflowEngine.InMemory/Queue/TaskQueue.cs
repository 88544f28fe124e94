using WorkflowEngine.Definitions;
using WorkflowEngine.InMemory.Runs;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory.Queue;

/// <summary>Tasks that have not ended: who may be claimed in which order, and who has a lease until when.</summary>
internal sealed class TaskQueue
{
    private readonly ReadyTasks _ready = new();
    private readonly SortedSet<TaskRecord> _delayed = new(TaskRecord.ByDue);
    private readonly SortedSet<TaskRecord> _leased = new(TaskRecord.ByExpiry);
    private readonly Dictionary<(Scope, string), TaskGroup> _groups = [];
    private long _lastToken;

    public void Add(TaskRecord task)
    {
        task.Run.AddTask(task);
        EnterGroup(task);
        Place(task);
    }

    /// <summary>Replaces the row of a task but for its status and lease.</summary>
    public void Update(TaskRecord task, TaskRun row)
    {
        Displace(task);
        LeaveGroup(task);
        task.Row = row;
        task.IsDue = false;
        EnterGroup(task);
        Place(task);
    }

    public void End(TaskRecord task)
    {
        Displace(task);
        LeaveGroup(task);
        task.Run.RemoveTask(task);
        if (task.IsRunning)
        {
            _leased.Remove(task);
            task.IsRunning = false;
        }
    }

    /// <summary>Puts a waiting task where it now belongs.</summary>
    public void Place(TaskRecord task)
    {
        var place = PlaceOf(task);
        if (place == task.Place)
        {
            return;
        }

        Displace(task);
        task.Place = place;
        if (place == TaskPlace.Ready)
        {
            _ready.Add(task);
        }
        else if (place == TaskPlace.Delayed)
        {
            _delayed.Add(task);
        }
    }

    public List<ClaimedTask> Claim(ClaimRequest request)
    {
        while (_delayed.Min is { } due && due.Row.NotBefore <= request.Now)
        {
            due.IsDue = true;
            Place(due);
        }

        var claimed = new List<ClaimedTask>();
        while (claimed.Count < request.Limit && _ready.Next(request.Labels, request.Scopes) is { } task)
        {
            if (task.Row.NotBefore > request.Now)
            {
                // It was due by the clock of another worker that is ahead of this one.
                task.IsDue = false;
                Place(task);
                continue;
            }

            Start(task, request);
            claimed.Add(new(new(task.Key, request.Worker, task.Token), task.Run.Run.PlanHash, task.Run.Run.Version));
        }

        return claimed;
    }

    public LeaseStatus Renew(TaskRecord task, DateTimeOffset expiresAt)
    {
        _leased.Remove(task);
        task.ExpiresAt = expiresAt;
        _leased.Add(task);
        return task.Row.CancelRequested ? LeaseStatus.CancelRequested : LeaseStatus.Held;
    }

    public List<TaskKey> Expired(DateTimeOffset now, int limit)
    {
        var expired = new List<TaskKey>();
        foreach (var task in _leased)
        {
            if (task.ExpiresAt > now || expired.Count >= limit)
            {
                break;
            }

            expired.Add(task.Key);
        }

        return expired;
    }

    private static TaskPlace PlaceOf(TaskRecord task)
    {
        if (task.IsRunning)
        {
            return TaskPlace.None;
        }

        if ((task.Run.Group is { } runs && runs.Open != task.Run) || (task.Group is { } tasks && tasks.Open != task))
        {
            return TaskPlace.Parked;
        }

        return task.Row.NotBefore is null || task.IsDue ? TaskPlace.Ready : TaskPlace.Delayed;
    }

    private void Displace(TaskRecord task)
    {
        if (task.Place == TaskPlace.Ready)
        {
            _ready.Remove(task);
        }
        else if (task.Place == TaskPlace.Delayed)
        {
            _delayed.Remove(task);
        }

        task.Place = TaskPlace.None;
    }

    private void Start(TaskRecord task, ClaimRequest request)
    {
        Displace(task);
        task.IsRunning = true;
        task.Worker = request.Worker;
        task.Token = ++_lastToken;
        task.ExpiresAt = request.ExpiresAt;
        _leased.Add(task);
        if (task.Group is { } group)
        {
            group.Waiting.Remove(task);
            group.Running++;
            Reopen(group);
        }
    }

    private void EnterGroup(TaskRecord task)
    {
        if (task.Row.ConcurrencyGroup is not { } name)
        {
            return;
        }

        var key = (task.Run.Run.Scope, name);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new(task.Run.Run.Scope, name));
        }

        task.Group = group;
        if (task.IsRunning)
        {
            group.Running++;
        }
        else
        {
            group.Waiting.Add(task);
        }

        Reopen(group);
    }

    private void LeaveGroup(TaskRecord task)
    {
        if (task.Group is not { } group)
        {
            return;
        }

        task.Group = null;
        if (task.IsRunning)
        {
            group.Running--;
        }
        else
        {
            group.Waiting.Remove(task);
        }

        Reopen(group);
        if (group.IsEmpty)
        {
            _groups.Remove((group.Scope, group.Name));
        }
    }

    private void Reopen(TaskGroup group)
    {
        var before = group.Open;
        var after = group.Running == 0 ? group.Waiting.Min : null;
        if (before == after)
        {
            return;
        }

        group.Open = after;
        if (before?.Group == group)
        {
            Place(before);
        }

        if (after is not null)
        {
            Place(after);
        }
    }
}
