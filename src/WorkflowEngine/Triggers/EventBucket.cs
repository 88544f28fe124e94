using System.Runtime.InteropServices;

namespace WorkflowEngine.Triggers;

/// <summary>
/// The workflows of a scope that listen to one event, ordered by ref. Those that name their branches without wildcards are found by
/// branch; only the others are asked one by one.
/// </summary>
internal sealed class EventBucket
{
    private readonly List<IndexedWorkflow> _others = [];
    private readonly Dictionary<string, List<IndexedWorkflow>> _byBranch = new(StringComparer.Ordinal);

    /// <summary>Adds a workflow; the caller adds them in order and each one once.</summary>
    public void Add(IndexedWorkflow workflow, string name)
    {
        if (!workflow.NamesBranches(name))
        {
            _others.Add(workflow);
            return;
        }

        foreach (var trigger in workflow.Triggers)
        {
            if (trigger.Event == name)
            {
                foreach (var branch in trigger.NamedBranches!)
                {
                    AddUnderBranch(branch, workflow);
                }
            }
        }
    }

    /// <summary>Workflows that any ref may start.</summary>
    public ReadOnlySpan<IndexedWorkflow> Others => CollectionsMarshal.AsSpan(_others);

    /// <summary>Workflows that name this branch; empty for what is not a branch.</summary>
    public ReadOnlySpan<IndexedWorkflow> Naming(EventRef target) =>
        target.Kind == EventRefKind.Branch
        && _byBranch.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(target.Name, out var list)
            ? CollectionsMarshal.AsSpan(list)
            : [];

    private void AddUnderBranch(string branch, IndexedWorkflow workflow)
    {
        if (!_byBranch.TryGetValue(branch, out var list))
        {
            _byBranch.Add(branch, list = []);
        }

        if (list.Count == 0 || !ReferenceEquals(list[^1], workflow))
        {
            list.Add(workflow);
        }
    }
}
