using System.Collections.Concurrent;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Cli.Repositories;

/// <summary>Finds the repositories of scopes that are folders, for a worker that is given runs of any of them.</summary>
internal sealed class ScopeRepositories(string stateFolder) : IDisposable
{
    private readonly ConcurrentDictionary<Scope, Lazy<SnapshotFolder>> _snapshots = new();

    /// <summary>Scopes that a temporary repository is held for.</summary>
    public IEnumerable<Scope> Held => _snapshots.Keys;

    /// <summary>The repository of a scope. It may not exist; what wants to use it says so.</summary>
    public string? Find(Scope scope)
    {
        var folder = scope.Name;
        if (!Path.IsPathRooted(folder) || Path.Exists(Path.Combine(folder, ".git")))
        {
            return folder;
        }

        return _snapshots.GetOrAdd(scope, key => new(() => Take(key.Name))).Value.Root;
    }

    public void Remove(Scope scope)
    {
        if (_snapshots.TryRemove(scope, out var snapshot))
        {
            snapshot.Value.Remove();
        }
    }

    public void Dispose()
    {
        foreach (var snapshot in _snapshots.Values)
        {
            snapshot.Value.Dispose();
        }
    }

    /// <summary>The engine asks for a path and cannot wait, and the answer is needed once for each folder.</summary>
    private SnapshotFolder Take(string folder)
    {
        var snapshot = SnapshotFolder.Hold(stateFolder, folder);
        if (!Directory.Exists(snapshot.Root) && Directory.Exists(folder))
        {
            snapshot.TakeAsync(folder, CancellationToken.None).GetAwaiter().GetResult();
        }

        return snapshot;
    }
}
