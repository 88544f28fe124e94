using System.Globalization;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Specification.Support;

/// <summary>Does one made-up operation after the other on a store and on the model, and compares what they give.</summary>
internal sealed class ModelComparison
{
    private readonly int _seed;
    private readonly ModelSide _store;
    private readonly ModelSide _model;
    private readonly ManualTimeProvider _time;
    private readonly ModelInput _input;
    private readonly List<ModelRun> _runs = [];
    private readonly Func<Task>[] _operations;
    private int _operation;

    public ModelComparison(int seed, IWorkflowStore[] store, IWorkflowStore model, ManualTimeProvider time)
    {
        (_seed, _store, _model, _time, _input) = (seed, new(store), new(model), time, new(seed, time));

        // What happens most often in life stands here most often.
        _operations =
        [
            CreateAsync, CreateAsync, ClaimAsync, ClaimAsync, ClaimAsync, ApplyAsync, ApplyAsync, ApplyAsync, ApplyAsync, ApplyAsync, ApplyAsync,
            RenewAsync, ExpiredAsync, AppendAsync, AppendAsync, GetAsync, ListAsync, EventsAsync, RunEventsAsync, LogsAsync, ObserverAsync,
            DeleteAsync, CatalogAsync,
        ];
    }

    public async Task StepAsync(int operation)
    {
        _operation = operation;

        // No two operations at the same instant: in which order such runs are deleted is nobody's business.
        _time.Advance(TimeSpan.FromMilliseconds(1 + _input.Next(1500)));
        await _input.Of(_operations)();
    }

    public async Task CompareContentAsync() =>
        (await StoreContent.ReadAsync(_store.Handles[0], ModelInput.Scopes, _store.NameOf)).Should().Be(
            await StoreContent.ReadAsync(_model.Handles[0], ModelInput.Scopes, _model.NameOf), $"that is left after seed {_seed}");

    private async Task CompareAsync(string name, Func<IWorkflowStore, ModelSide, Task<string>> operation)
    {
        var expected = await operation(_model.Handles[0], _model);
        var actual = await operation(_input.Of(_store.Handles), _store);
        actual.Should().Be(expected, $"{name} is operation {_operation} of seed {_seed}");
    }

    private async Task CreateAsync()
    {
        var creation = _input.Creation();
        var created = false;
        await CompareAsync("create", async (store, side) =>
        {
            var result = await store.Runs.TryCreateAsync(creation);
            if (result.Created)
            {
                side.Runs.AddRange(result.Runs.Select(run => run.Id));
            }

            created = result.Created;
            return $"{result.Created} {Text(result.Runs, side)}";
        });
        for (var i = 0; created && i < creation.Runs.Count; i++)
        {
            _runs.Add(new(creation.Runs[i].Run with { Id = _runs.Count }, creation.Runs[i].Jobs.Count, creation.Runs[i].Tasks));
        }
    }

    private Task ClaimAsync()
    {
        var request = new ClaimRequest
        {
            Worker = _input.Of<string>(["w1", "w2"]),
            Limit = 1 + _input.Next(3),
            Labels = _input.Labels(),
            Now = _input.Now,
            ExpiresAt = _input.Now.AddSeconds(1 + _input.Next(10)),
        };
        return CompareAsync("claim", async (store, side) =>
        {
            var claimed = await store.Runs.ClaimAsync(request);
            side.Leases.AddRange(claimed.Select(task => task.Lease));
            return string.Join('\n', claimed.Select(task => $"{Text(task.Lease.Task, side)} {task.Lease.Worker} {task.PlanHash} {task.RunVersion}"));
        });
    }

    private async Task ApplyAsync()
    {
        if (_runs.Count == 0)
        {
            return;
        }

        var known = _input.Of(_runs);
        var change = _input.Change(known);
        var applied = false;
        await CompareAsync("apply", async (store, side) =>
        {
            var id = side.Runs[(int)known.Run.Id];
            var before = (await store.Runs.GetAsync(id))?.Run;
            applied = await store.Runs.TryApplyAsync(change with
            {
                Run = change.Run with { Id = id, Number = before?.Number ?? 0 },
                Events = [.. change.Events.Select(runEvent => runEvent with { RunId = id })],
            });
            return applied.ToString();
        });
        if (applied)
        {
            Remember(known, change);
        }
    }

    private static void Remember(ModelRun known, RunChange change)
    {
        known.Run = change.Run;
        foreach (var task in change.Tasks)
        {
            known.LastAttempts[task.Job] = Math.Max(known.LastAttempts[task.Job], task.Attempt);
            known.LiveTasks.Remove((task.Job, task.Attempt));
            if (!task.Status.IsTerminal())
            {
                known.LiveTasks.Add((task.Job, task.Attempt));
            }
        }
    }

    private Task RenewAsync()
    {
        var chosen = Enumerable.Range(0, _model.Leases.Count).Where(_ => _input.Chance(20)).ToArray();
        var expiresAt = _input.Now.AddSeconds(1 + _input.Next(10));
        return CompareAsync("renew", async (store, side) =>
            string.Join(' ', await store.Runs.RenewAsync([.. chosen.Select(lease => side.Leases[lease])], expiresAt)));
    }

    private Task ExpiredAsync() => CompareAsync("list expired leases", async (store, side) => string.Join(
        ' ', (await store.Runs.ListExpiredLeasesAsync(_input.Now, int.MaxValue)).Select(task => Text(task, side)).Order(StringComparer.Ordinal)));

    private Task AppendAsync()
    {
        if (_model.Leases.Count == 0)
        {
            return Task.CompletedTask;
        }

        var lease = Math.Max(0, _model.Leases.Count - 1 - _input.Next(10));
        var lines = Enumerable.Range(0, _input.Next(4)).Select(_ => Sample.Line(1 + _input.Next(12))).ToArray();
        return CompareAsync("append", async (store, side) => (await store.Logs.AppendAsync(side.Leases[lease], lines)).ToString());
    }

    private Task GetAsync()
    {
        var sinceVersion = _input.Next(6);
        return OfRunAsync("get", async (store, side, id) =>
        {
            var snapshot = await store.Runs.GetAsync(id, sinceVersion);
            return snapshot is null
                ? "none"
                : $"{Text([snapshot.Run], side)} {string.Join('\n', snapshot.Jobs)} {string.Join('\n', await store.Runs.GetStepsAsync(id))}";
        });
    }

    private Task ListAsync()
    {
        var query = _input.Query();
        var before = _input.Chance(30) && _runs.Count > 0 ? _input.Next(_runs.Count) : -1;
        return CompareAsync("list", async (store, side) =>
            Text(await store.Runs.ListAsync(query with { BeforeId = before < 0 ? null : side.Runs[before] }), side));
    }

    private Task EventsAsync() => CompareAsync("read events", async (store, side) =>
    {
        var events = await store.Runs.ReadEventsAsync(side.Position, int.MaxValue);
        side.Position = events.Count == 0 ? side.Position : events[^1].Position;
        return string.Join('\n', events.Select(stored => $"{side.NameOf(stored.Event.RunId)} {stored.Event with { RunId = 0 }}"));
    });

    private Task RunEventsAsync()
    {
        var (after, limit) = (_input.Next(5), 1 + _input.Next(5));
        return OfRunAsync("read run events", async (store, _, id) =>
            string.Join('\n', (await store.Runs.ReadRunEventsAsync(id, after, limit)).Select(runEvent => runEvent with { RunId = 0 })));
    }

    private Task LogsAsync()
    {
        var (job, limit) = (_input.Chance(50) ? _input.Next(3) : (int?)null, 1 + _input.Next(10));
        return OfRunAsync("read log", async (store, side, id) => string.Join(
            '\n', (await store.Logs.ReadAsync(new(id) { Job = job, Limit = limit })).Select(stored => $"{Text(stored.Task, side)} {stored.Line}")));
    }

    private Task ObserverAsync()
    {
        var (observer, position) = (_input.Of<string>(["o1", "o2"]), _input.Next(100));
        return CompareAsync("save observer position", async (store, _) =>
        {
            await store.Runs.SaveObserverPositionAsync(observer, position);
            return (await store.Runs.GetObserverPositionAsync(observer)).ToString(CultureInfo.InvariantCulture);
        });
    }

    private Task DeleteAsync()
    {
        var (before, limit) = (_input.Now.AddSeconds(-_input.Next(60)), 1 + _input.Next(3));
        return CompareAsync("delete", async (store, _) =>
            (await store.Runs.DeleteBeforeAsync(before, limit)).ToString(CultureInfo.InvariantCulture));
    }

    private Task CatalogAsync()
    {
        var (scope, origin, found) = (_input.Of(ModelInput.Scopes), _input.Of<string>(["files", "host"]), $"w{_input.Next(5)}");
        var definitions = _input.Definitions(scope);
        return CompareAsync("save definitions", async (store, _) =>
        {
            var change = await store.Catalog.SaveAsync(scope, origin, definitions);
            var listed = await store.Catalog.ListAsync(scope);
            return $"{change} {string.Join(' ', listed.Select(definition => $"{definition.Ref}={definition.Label}"))} "
                + (await store.Catalog.FindAsync(scope, found))?.Label;
        });
    }

    private Task OfRunAsync(string name, Func<IWorkflowStore, ModelSide, long, Task<string>> operation)
    {
        if (_runs.Count == 0)
        {
            return Task.CompletedTask;
        }

        var run = _input.Next(_runs.Count);
        return CompareAsync(name, (store, side) => operation(store, side, side.Runs[run]));
    }

    private static string Text(IEnumerable<WorkflowRun> runs, ModelSide side) =>
        string.Join('\n', runs.Select(run => $"{side.NameOf(run.Id)} {RunContent.Of(run with { Id = 0 })}"));

    private static string Text(TaskKey task, ModelSide side) =>
        string.Create(CultureInfo.InvariantCulture, $"{side.NameOf(task.RunId)}/{task.Job}/{task.Attempt}");
}
