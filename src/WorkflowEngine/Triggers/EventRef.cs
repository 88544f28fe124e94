namespace WorkflowEngine.Triggers;

/// <summary>The branch or tag that the filters of a trigger look at, and the names under which triggers hear of the event.</summary>
internal readonly ref struct EventRef
{
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";

    private EventRef(WorkflowEvent occurrence, EventRefKind kind = EventRefKind.None, ReadOnlySpan<char> name = default)
    {
        Kind = kind;
        Name = name;
        OtherNames = EventVocabulary.OthersOf(occurrence);
    }

    public EventRefKind Kind { get; }

    public ReadOnlySpan<char> Name { get; }

    /// <summary>What the event is called besides its name; may hold that as well.</summary>
    public IReadOnlyList<string> OtherNames { get; }

    /// <summary>A pull request is filtered by the branch it would go to, everything else by the ref it happened on.</summary>
    public static EventRef Of(WorkflowEvent occurrence)
    {
        if (occurrence.BaseRef is { Length: > 0 } target)
        {
            return new(occurrence, EventRefKind.Branch, WithoutPrefix(target, Heads));
        }

        if (occurrence.Ref is not { Length: > 0 } name || occurrence.Name.StartsWith(EventNames.PullRequest, StringComparison.Ordinal))
        {
            return new(occurrence);
        }

        if (name.StartsWith(Tags, StringComparison.Ordinal))
        {
            return new(occurrence, EventRefKind.Tag, name.AsSpan(Tags.Length));
        }

        var branch = WithoutPrefix(name, Heads);
        return branch.StartsWith("refs/", StringComparison.Ordinal) && branch.Length == name.Length
            ? new(occurrence)
            : new(occurrence, EventRefKind.Branch, branch);
    }

    /// <summary>Whether a trigger for an event of this name hears the event.</summary>
    public bool IsHeardAs(string heard, WorkflowEvent occurrence)
    {
        if (heard == occurrence.Name)
        {
            return true;
        }

        for (var i = 0; i < OtherNames.Count; i++)
        {
            if (OtherNames[i] == heard)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> WithoutPrefix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name.AsSpan(prefix.Length) : name;
}
