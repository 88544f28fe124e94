using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>
/// Who listens to the jobs of a scope, as this process last read it, at most one poll interval old. What was decided on something older
/// than the store has is refused by the store and decided again.
/// </summary>
internal sealed class TriggerListeners(
    IWorkflowStore store, DefinitionCache definitions, IOptions<WorkflowEngineOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Known> _scopes = new(StringComparer.Ordinal);

    /// <summary>The workflows that have a type switched on and that jobs of a scope, or of none, may reach; by scope and ref.</summary>
    public async ValueTask<IReadOnlyList<TriggerListener>> FindAsync(Scope? source, string type, CancellationToken cancellationToken)
    {
        var key = Key(source);
        var now = time.GetUtcNow();
        if (!_scopes.TryGetValue(key, out var known) || now - known.ReadAt >= options.Value.PollInterval)
        {
            known = new Known(await ReadAsync(source, cancellationToken).ConfigureAwait(false), now);
            _scopes[key] = known;
        }

        return known.ByType.GetValueOrDefault(type) ?? [];
    }

    /// <summary>Forgets what was read: something was changed or found to be old.</summary>
    public void Invalidate() => _scopes.Clear();

    private async Task<Dictionary<string, List<TriggerListener>>> ReadAsync(Scope? source, CancellationToken cancellationToken)
    {
        var blueprints = options.Value.Blueprints;
        var stored = await store.Triggers.ListAsync(source, cancellationToken).ConfigureAwait(false);
        var listeners = stored.Select(row => TriggerListener.Of(row.Scope, row.Workflow, row, blueprints)).ToList();
        if (source is { } scope && blueprints.Blueprints.Any(blueprint => blueprint.DefaultIsEnabled))
        {
            // Who never said anything has the defaults, and one of them is to be switched on.
            var known = listeners.Where(listener => listener.Scope == scope).Select(listener => listener.Workflow).ToHashSet(StringComparer.Ordinal);
            var all = await definitions.GetAsync(scope, cancellationToken).ConfigureAwait(false);
            listeners.AddRange(all.ByRef.Keys.Where(name => !known.Contains(name)).Select(name => TriggerListener.Of(scope, name, null, blueprints)));
            listeners.Sort(static (left, right) => Compare(left, right));
        }

        var byType = new Dictionary<string, List<TriggerListener>>(StringComparer.Ordinal);
        foreach (var listener in listeners)
        {
            foreach (var config in listener.Configs.Where(config => config.IsEnabled))
            {
                if (!byType.TryGetValue(config.TriggerType, out var list))
                {
                    byType.Add(config.TriggerType, list = []);
                }

                list.Add(listener);
            }
        }

        return byType;
    }

    private static int Compare(TriggerListener left, TriggerListener right)
    {
        var byScope = string.CompareOrdinal(left.Scope.Name, right.Scope.Name);
        return byScope != 0 ? byScope : string.CompareOrdinal(left.Workflow, right.Workflow);
    }

    private static string Key(Scope? source) => source is { } scope ? "+" + scope.Name : "";

    private sealed record Known(Dictionary<string, List<TriggerListener>> ByType, DateTimeOffset ReadAt);
}
