using System.Collections.Concurrent;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources;

/// <summary>The prompts of each scope as this process last read them.</summary>
internal sealed class ScopePrompts
{
    private readonly ConcurrentDictionary<Scope, PromptCatalog> _catalogs = new();

    /// <summary>The prompts of a scope; null when none of its files were read here.</summary>
    public IPromptCatalog? Find(Scope scope) => _catalogs.GetValueOrDefault(scope);

    /// <summary>Puts what was read now in the place of what was read before.</summary>
    public void Replace(Scope scope, PromptCatalog catalog) => _catalogs[scope] = catalog;
}
