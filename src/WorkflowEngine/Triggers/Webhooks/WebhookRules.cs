namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>What a repository accepts of its webhooks.</summary>
public sealed record WebhookRules
{
    /// <summary>The secrets of which one must have signed the request, so that a new one can take over from an old one. None refuses everything.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Whether events are accepted at all. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// The events that are accepted, such as <c>push</c>, <c>tag_created</c>, <c>pull_request_opened</c> or any event's own name; null means
    /// all. Default: null.
    /// </summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>The branches whose events are accepted, compared exactly; empty means all. Tags are not asked. Default: all.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>The largest body, in bytes. Default: 25 MiB, which is the most that GitHub sends.</summary>
    public int MaxBodySize { get; init; } = 25 * 1024 * 1024;

    /// <summary>Whether an event is let in.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="branch">The branch it is about, of a pull request the one it would go to; null when there is none.</param>
    public bool Accepts(string eventName, string? branch) =>
        Enabled
        && (Events is null || Events.Contains(eventName))
        && (eventName == EventVocabulary.TagCreated || Branches.Count == 0 || branch is null || Branches.Contains(branch));
}
