namespace WorkflowEngine.Runs;

/// <summary>Changed groups laid over those of a state: for a few groups a copy of all of them, for many only what changed.</summary>
internal struct ChangedGroups(RunState state)
{
    private const int MostCopied = 64;

    private GroupState[]? _all;
    private Dictionary<int, GroupState>? _changed;

    public readonly GroupState Get(int group)
    {
        if (_all is not null)
        {
            return _all[group];
        }

        return _changed is not null && _changed.TryGetValue(group, out var changed) ? changed : state.Group(group);
    }

    public void Set(int group, GroupState changed)
    {
        if (_changed is null && _all is null && state.Graph.GroupCount <= MostCopied)
        {
            _all = state.CopyGroups();
        }

        if (_all is not null)
        {
            _all[group] = changed;
            return;
        }

        (_changed ??= [])[group] = changed;
    }

    /// <summary>Takes over all groups of a state that was counted anew.</summary>
    public void SetAll(RunState recounted)
    {
        _all = recounted.CopyGroups();
        _changed = null;
    }
}
