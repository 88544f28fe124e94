using System.Collections.Immutable;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>
/// The triggers of all definitions with their patterns compiled, by scope and event, so that an event costs what its candidates cost.
/// Immutable: a change gives a new index that shares what did not change.
/// </summary>
internal sealed class TriggerIndex
{
    private readonly ImmutableDictionary<Scope, ScopeTriggers> _scopes;

    private TriggerIndex(ImmutableDictionary<Scope, ScopeTriggers> scopes) => _scopes = scopes;

    public static TriggerIndex Empty { get; } = new(ImmutableDictionary<Scope, ScopeTriggers>.Empty);

    /// <summary>Indexes definitions of any scopes. Of two with the same scope and ref the later one counts.</summary>
    public static TriggerIndex Create(IEnumerable<WorkflowDefinition> definitions) => Empty.With([.. definitions]);

    /// <summary>Adds definitions, or replaces those with the same scope and ref.</summary>
    public TriggerIndex With(IReadOnlyList<WorkflowDefinition> changed)
    {
        var scopes = _scopes.ToBuilder();
        foreach (var group in changed.GroupBy(definition => definition.Scope))
        {
            scopes[group.Key] = InScope(group.Key).With([.. group], []);
        }

        return new(scopes.ToImmutable());
    }

    /// <summary>Takes definitions of a scope away; refs that are not there are ignored.</summary>
    public TriggerIndex Without(Scope scope, IEnumerable<string> removed) =>
        new(_scopes.SetItem(scope, InScope(scope).With([], removed)));

    /// <summary>Makes the definitions the only ones of a scope; those that are the same objects as before are not compiled again.</summary>
    public TriggerIndex WithScope(Scope scope, IReadOnlyList<WorkflowDefinition> definitions)
    {
        var before = InScope(scope);
        var after = before.Replace(definitions);
        return ReferenceEquals(before, after) ? this : new(_scopes.SetItem(scope, after));
    }

    public ScopeTriggers InScope(Scope scope) => _scopes.GetValueOrDefault(scope, ScopeTriggers.Empty);
}
