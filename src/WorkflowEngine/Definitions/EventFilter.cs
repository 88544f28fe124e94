namespace WorkflowEngine.Definitions;

/// <summary>Filters of an event trigger. Null means no filter of that kind; an empty list matches nothing.</summary>
/// <remarks>Patterns are evaluated in order and the last one that matches wins; <c>!</c> in front negates. Another dialect may say otherwise.</remarks>
public sealed record EventFilter
{
    /// <summary>The filter that everything passes.</summary>
    public static EventFilter Any { get; } = new();

    /// <summary>How the patterns are read. Default: ordered, with <c>!</c>.</summary>
    public FilterDialect Dialect { get; init; }

    /// <summary>Branches that start the workflow.</summary>
    public IReadOnlyList<string>? Branches { get; init; }

    /// <summary>Branches that do not.</summary>
    public IReadOnlyList<string>? BranchesIgnore { get; init; }

    /// <summary>Tags that start the workflow.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags that do not.</summary>
    public IReadOnlyList<string>? TagsIgnore { get; init; }

    /// <summary>Paths of which at least one must have changed.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Paths whose changes alone do not start the workflow.</summary>
    public IReadOnlyList<string>? PathsIgnore { get; init; }

    /// <summary>Activity types, such as <c>opened</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Text that the comment or message must contain.</summary>
    public string? Contains { get; init; }
}
