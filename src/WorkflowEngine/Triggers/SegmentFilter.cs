using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>A filter of the dialect of job files: what an event does not tell is not filtered.</summary>
internal sealed class SegmentFilter(EventFilter filter)
{
    private readonly SegmentGlob[] _branches = Compile(filter.Branches);
    private readonly SegmentGlob[] _include = Compile(filter.Paths);
    private readonly SegmentGlob[] _exclude = Compile(filter.PathsIgnore);

    public TriggerVerdict Check(WorkflowEvent occurrence, EventRef target)
    {
        if (_branches.Length > 0 && target.Kind != EventRefKind.None && !IsAny(_branches, target.Name))
        {
            return new(TriggerOutcome.BranchNotIncluded);
        }

        if (_include.Length == 0 && _exclude.Length == 0)
        {
            return new(TriggerOutcome.Passed);
        }

        return CheckPaths(occurrence.ChangedPaths);
    }

    private TriggerVerdict CheckPaths(IReadOnlyList<string>? paths)
    {
        if (paths is null)
        {
            return new(TriggerOutcome.PassedWithUnknownPaths);
        }

        for (var i = 0; i < paths.Count; i++)
        {
            if ((_include.Length == 0 || IsAny(_include, paths[i])) && !IsAny(_exclude, paths[i]))
            {
                return new(TriggerOutcome.PassedByPath, i);
            }
        }

        return new(paths.Count == 0 ? TriggerOutcome.NoPathChanged : TriggerOutcome.NoPathIncluded);
    }

    private static bool IsAny(SegmentGlob[] globs, ReadOnlySpan<char> value)
    {
        foreach (var glob in globs)
        {
            if (glob.IsMatch(value))
            {
                return true;
            }
        }

        return false;
    }

    private static SegmentGlob[] Compile(IReadOnlyList<string>? patterns) => patterns is null ? [] : [.. patterns.Select(text => new SegmentGlob(text))];
}
