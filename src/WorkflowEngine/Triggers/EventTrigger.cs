using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>A trigger with its patterns compiled.</summary>
internal sealed class EventTrigger
{
    private static readonly string[] PullRequestTypes = ["opened", "synchronize", "reopened"];

    private readonly FilterPatternList? _branches;
    private readonly FilterPatternList? _branchesIgnore;
    private readonly FilterPatternList? _tags;
    private readonly FilterPatternList? _tagsIgnore;
    private readonly FilterPatternList? _paths;
    private readonly FilterPatternList? _pathsIgnore;
    private readonly SegmentFilter? _segments;

    private EventTrigger(TriggerDefinition definition, List<Diagnostic> diagnostics)
    {
        Definition = definition;
        Event = EventVocabulary.Canonical(definition.Event);
        var filter = definition.Filter;
        Types = filter.Types ?? (IsPullRequest ? PullRequestTypes : null);
        if (filter.Dialect == FilterDialect.Segments)
        {
            _segments = new(filter);
            return;
        }

        _branches = Compile(filter.Branches, diagnostics);
        _branchesIgnore = Compile(filter.BranchesIgnore, diagnostics);
        _tags = Compile(filter.Tags, diagnostics);
        _tagsIgnore = Compile(filter.TagsIgnore, diagnostics);
        _paths = Compile(filter.Paths, diagnostics);
        _pathsIgnore = Compile(filter.PathsIgnore, diagnostics);
        NamedBranches = filter.Tags is null && filter.TagsIgnore is null ? _branches?.Literals : null;
    }

    public TriggerDefinition Definition { get; }

    /// <summary>The event as it is compared.</summary>
    public string Event { get; }

    /// <summary>The activity types that pass; null means all.</summary>
    public IReadOnlyList<string>? Types { get; }

    /// <summary>The only branches, and no tags, that can pass; null when they are not simply named.</summary>
    public IReadOnlyList<string>? NamedBranches { get; }

    private bool IsPullRequest => Event is EventNames.PullRequest or EventNames.PullRequestTarget;

    /// <summary>Compiles a trigger; what is wrong with it is added to the diagnostics.</summary>
    public static EventTrigger Create(TriggerDefinition definition, List<Diagnostic> diagnostics)
    {
        var trigger = new EventTrigger(definition, diagnostics);
        if (definition.Cron is { } cron && !CronSchedule.TryParse(cron, out _, out var error))
        {
            diagnostics.Add(error with { Span = definition.Span });
        }

        if (definition.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            diagnostics.Add(Diagnostic.Error(
                TriggerCodes.TimeZone, $"There is no time zone \"{zone}\".", definition.Span, "write a name such as Europe/Berlin"));
        }

        trigger.WarnOnlyNegated("branches", trigger._branches, diagnostics);
        trigger.WarnOnlyNegated("tags", trigger._tags, diagnostics);
        trigger.WarnOnlyNegated("paths", trigger._paths, diagnostics);
        return trigger;
    }

    /// <summary>Checks an event that has the trigger's name.</summary>
    public TriggerVerdict Check(WorkflowEvent occurrence, EventRef target)
    {
        if (!PassesType(occurrence.Action))
        {
            return new(TriggerOutcome.OtherType);
        }

        if (Definition.Cron is not null && occurrence.Action is { } cron && Event == EventNames.Schedule && cron != Definition.Cron)
        {
            return new(TriggerOutcome.OtherSchedule);
        }

        if (_segments is not null)
        {
            return WithText(IsPushOfTag(target) ? new(TriggerOutcome.OnlyBranchesFiltered) : _segments.Check(occurrence, target), occurrence);
        }

        var verdict = CheckRef(target);
        if (verdict.IsMatch && target.Kind != EventRefKind.Tag)
        {
            verdict = CheckPaths(occurrence.ChangedPaths);
        }

        return WithText(verdict, occurrence);
    }

    private TriggerVerdict WithText(TriggerVerdict verdict, WorkflowEvent occurrence) =>
        verdict.IsMatch && Definition.Filter.Contains is { } text && !EventText.Contains(occurrence, text)
            ? new(TriggerOutcome.TextMissing)
            : verdict;

    /// <summary>Job files call the push of a tag by another name.</summary>
    private bool IsPushOfTag(EventRef target) => Event == EventNames.Push && target.Kind == EventRefKind.Tag;

    /// <summary>A pull request whose type is not known passes the types that nobody wrote down.</summary>
    private bool PassesType(string? action)
    {
        if (Types is null || (action is null && Definition.Filter.Types is null))
        {
            return true;
        }

        for (var i = 0; i < Types.Count; i++)
        {
            if (Types[i] == action)
            {
                return true;
            }
        }

        return false;
    }

    private TriggerVerdict CheckRef(EventRef target)
    {
        var filtersBranches = _branches is not null || _branchesIgnore is not null;
        var filtersTags = _tags is not null || _tagsIgnore is not null;
        if (!filtersBranches && !filtersTags)
        {
            return new(TriggerOutcome.Passed);
        }

        return target.Kind switch
        {
            EventRefKind.None => new(TriggerOutcome.NoRef),
            EventRefKind.Branch when !filtersBranches => new(TriggerOutcome.OnlyTagsFiltered),
            EventRefKind.Tag when !filtersTags => new(TriggerOutcome.OnlyBranchesFiltered),
            EventRefKind.Branch when _branches is not null && !_branches.Includes(target.Name) => new(TriggerOutcome.BranchNotIncluded),
            EventRefKind.Branch when _branchesIgnore is not null && _branchesIgnore.Ignores(target.Name) => new(TriggerOutcome.BranchIgnored),
            EventRefKind.Tag when _tags is not null && !_tags.Includes(target.Name) => new(TriggerOutcome.TagNotIncluded),
            EventRefKind.Tag when _tagsIgnore is not null && _tagsIgnore.Ignores(target.Name) => new(TriggerOutcome.TagIgnored),
            _ => new(TriggerOutcome.Passed),
        };
    }

    private TriggerVerdict CheckPaths(IReadOnlyList<string>? paths)
    {
        if (_paths is null && _pathsIgnore is null)
        {
            return new(TriggerOutcome.Passed);
        }

        if (paths is null)
        {
            return new(TriggerOutcome.PassedWithUnknownPaths);
        }

        if (paths.Count == 0)
        {
            return new(TriggerOutcome.NoPathChanged);
        }

        var path = _paths is null ? _pathsIgnore!.FindNotIgnored(paths) : _paths.FindIncluded(paths);
        if (path >= 0)
        {
            return new(TriggerOutcome.PassedByPath, path);
        }

        return new(_paths is null ? TriggerOutcome.EveryPathIgnored : TriggerOutcome.NoPathIncluded);
    }

    private FilterPatternList? Compile(IReadOnlyList<string>? patterns, List<Diagnostic> diagnostics) =>
        patterns is null ? null : FilterPatternList.Create(patterns, Definition.Span, diagnostics);

    private void WarnOnlyNegated(string name, FilterPatternList? patterns, List<Diagnostic> diagnostics)
    {
        if (patterns is { OnlyNegated: true })
        {
            diagnostics.Add(Diagnostic.Warning(
                TriggerCodes.OnlyNegated,
                $"All {name} patterns of the event \"{Definition.Event}\" are negated, so it never starts the workflow.",
                Definition.Span,
                "put a positive pattern first"));
        }
    }
}
