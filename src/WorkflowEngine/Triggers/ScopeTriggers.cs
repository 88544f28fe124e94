using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>The workflows of one scope, ordered by ref, and those of them that listen to each event.</summary>
internal sealed class ScopeTriggers
{
    private readonly IndexedWorkflow[] _workflows;
    private readonly Dictionary<string, EventBucket> _byEvent;

    private ScopeTriggers(IndexedWorkflow[] workflows, Dictionary<string, EventBucket> byEvent)
    {
        _workflows = workflows;
        _byEvent = byEvent;
    }

    public static ScopeTriggers Empty { get; } = new([], []);

    public IReadOnlyList<IndexedWorkflow> Workflows => _workflows;

    public EventBucket? ListeningTo(string name) => _byEvent.GetValueOrDefault(name);

    /// <summary>The same scope with some definitions added or replaced and others gone; nothing else is compiled again.</summary>
    public ScopeTriggers With(IReadOnlyList<WorkflowDefinition> changed, IEnumerable<string> removed)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var incoming = new SortedDictionary<string, IndexedWorkflow?>(StringComparer.Ordinal);
        foreach (var name in removed)
        {
            incoming[name] = null;
        }

        foreach (var definition in changed)
        {
            var workflow = IndexedWorkflow.Create(definition);
            incoming[definition.Ref] = workflow;
            AddEvents(touched, workflow);
        }

        var merged = Merge(incoming, touched);
        return new(merged, WithBuckets(merged, touched));
    }

    /// <summary>The scope with exactly these definitions; those that are the same objects as before are not compiled again.</summary>
    public ScopeTriggers Replace(IReadOnlyList<WorkflowDefinition> definitions)
    {
        var known = _workflows.ToDictionary(workflow => workflow.Definition.Ref, StringComparer.Ordinal);
        var changed = new List<WorkflowDefinition>();
        foreach (var definition in definitions)
        {
            if (!known.Remove(definition.Ref, out var workflow) || !ReferenceEquals(workflow.Definition, definition))
            {
                changed.Add(definition);
            }
        }

        return changed.Count == 0 && known.Count == 0 ? this : With(changed, known.Keys);
    }

    private IndexedWorkflow[] Merge(SortedDictionary<string, IndexedWorkflow?> incoming, HashSet<string> touched)
    {
        var merged = new List<IndexedWorkflow>(_workflows.Length + incoming.Count);
        var next = 0;
        foreach (var (name, workflow) in incoming)
        {
            while (next < _workflows.Length && string.CompareOrdinal(_workflows[next].Definition.Ref, name) < 0)
            {
                merged.Add(_workflows[next++]);
            }

            if (next < _workflows.Length && _workflows[next].Definition.Ref == name)
            {
                AddEvents(touched, _workflows[next++]);
            }

            if (workflow is not null)
            {
                merged.Add(workflow);
            }
        }

        merged.AddRange(_workflows.AsSpan(next));
        return [.. merged];
    }

    /// <summary>Makes the buckets of the touched events anew and keeps the others.</summary>
    private Dictionary<string, EventBucket> WithBuckets(IndexedWorkflow[] workflows, HashSet<string> touched)
    {
        var buckets = new Dictionary<string, EventBucket>(_byEvent, StringComparer.Ordinal);
        foreach (var name in touched)
        {
            buckets.Remove(name);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var workflow in workflows)
        {
            names.Clear();
            foreach (var trigger in workflow.Triggers)
            {
                var name = trigger.Event;
                if (workflow.Problem is null && touched.Contains(name) && names.Add(name))
                {
                    BucketOf(buckets, name).Add(workflow, name);
                }
            }
        }

        return buckets;
    }

    private static EventBucket BucketOf(Dictionary<string, EventBucket> buckets, string name)
    {
        if (!buckets.TryGetValue(name, out var bucket))
        {
            buckets.Add(name, bucket = new());
        }

        return bucket;
    }

    private static void AddEvents(HashSet<string> names, IndexedWorkflow workflow)
    {
        foreach (var trigger in workflow.Triggers)
        {
            names.Add(trigger.Event);
        }
    }
}
