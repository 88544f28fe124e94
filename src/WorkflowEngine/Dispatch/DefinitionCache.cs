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
        var listed = await store.Catalog.ListAsync(scope, cancellationToken).ConfigureAwait(false);
        var disabled = (await store.Catalog.ListDisabledAsync(scope, cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var byRef = new Dictionary<string, WorkflowDefinition>(listed.Count, StringComparer.Ordinal);
        var hashes = new Dictionary<string, string>(listed.Count, StringComparer.Ordinal);
        var isSame = known is not null && known.ByRef.Count == listed.Count && disabled.SetEquals(known.Disabled);
        foreach (var definition in listed)
        {
            // What has not changed stays the same object, although a store reads it anew: plans are remembered by it.
            var hash = DefinitionDocument.Hash(definition);
            var unchanged = known is not null && known.Hashes.GetValueOrDefault(definition.Ref) == hash;
            byRef.Add(definition.Ref, unchanged ? known!.ByRef[definition.Ref] : definition);
            hashes.Add(definition.Ref, hash);
            isSame &= unchanged;
        }

        return _scopes[scope] = isSame
            ? known! with { ReadAt = readAt }
            : new ScopeDefinitions(byRef, hashes, disabled, TriggerIndex.Create(byRef.Values.Where(CanStart)), readAt);

        bool CanStart(WorkflowDefinition definition) => !definition.HasTransitions && !disabled.Contains(definition.Ref);
    }
}
