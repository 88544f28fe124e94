namespace WorkflowEngine.Triggers;

/// <summary>The branch or tag that the filters of a trigger look at.</summary>
internal readonly ref struct EventRef
{
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";

    private EventRef(EventRefKind kind, ReadOnlySpan<char> name)
    {
        Kind = kind;
        Name = name;
    }

    public EventRefKind Kind { get; }

    public ReadOnlySpan<char> Name { get; }

    /// <summary>A pull request is filtered by the branch it would go to, everything else by the ref it happened on.</summary>
    public static EventRef Of(WorkflowEvent occurrence)
    {
        if (occurrence.BaseRef is { Length: > 0 } target)
        {
            return new(EventRefKind.Branch, WithoutPrefix(target, Heads));
        }

        if (occurrence.Ref is not { Length: > 0 } name || occurrence.Name.StartsWith(EventNames.PullRequest, StringComparison.Ordinal))
        {
            return default;
        }

        if (name.StartsWith(Tags, StringComparison.Ordinal))
        {
            return new(EventRefKind.Tag, name.AsSpan(Tags.Length));
        }

        var branch = WithoutPrefix(name, Heads);
        return branch.StartsWith("refs/", StringComparison.Ordinal) && branch.Length == name.Length
            ? default
            : new(EventRefKind.Branch, branch);
    }

    private static ReadOnlySpan<char> WithoutPrefix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name.AsSpan(prefix.Length) : name;
}
