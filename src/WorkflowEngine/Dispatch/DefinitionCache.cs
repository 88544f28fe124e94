using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch;

/// <summary>Definitions as this process last read them, at most one poll interval old.</summary>
internal sealed class DefinitionCache(IWorkflowStore store, IOptions<WorkflowEngineOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Scope, ScopeDefinitions> _scopes = new();

    public ValueTask<ScopeDefinitions> GetAsync(Scope scope, CancellationToken cancellationToken) =>
        _scopes.TryGetValue(scope, out var known) && time.GetUtcNow() - known.ReadAt < options.Value.PollInterval
            ? ValueTask.FromResult(known)
            : ReadAsync(scope, known, cancellationToken);

    /// <summary>Forgets what was read, after this process has saved new definitions.</summary>
    public void Invalidate(Scope scope) => _scopes.TryRemove(scope, out _);

    private async ValueTask<ScopeDefinitions> ReadAsync(Scope scope, ScopeDefinitions? known, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var definitions = await store.Catalog.ListAsync(scope, cancellationToken).ConfigureAwait(false);
        if (known is not null && IsSame(known, definitions))
        {
            return _scopes[scope] = known with { ReadAt = readAt };
        }

        var byRef = definitions.ToDictionary(definition => definition.Ref, StringComparer.Ordinal);
        return _scopes[scope] = new ScopeDefinitions(byRef, TriggerIndex.Create(definitions), readAt);
    }

    /// <summary>The catalogue hands out the same object while the content is the same, so a look costs no new index and no new plans.</summary>
    private static bool IsSame(ScopeDefinitions known, IReadOnlyList<WorkflowDefinition> definitions)
    {
        if (known.ByRef.Count != definitions.Count)
        {
            return false;
        }

        foreach (var definition in definitions)
        {
            if (!known.ByRef.TryGetValue(definition.Ref, out var other) || !ReferenceEquals(definition, other))
            {
                return false;
            }
        }

        return true;
    }
}
