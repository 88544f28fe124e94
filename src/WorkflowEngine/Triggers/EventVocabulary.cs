using System.Text.Json;

namespace WorkflowEngine.Triggers;

/// <summary>
/// What an event is called elsewhere: triggers written with one of these names hear the event as well. The names are fixed, so that looking
/// them up allocates nothing.
/// </summary>
internal static class EventVocabulary
{
    public const string TagCreated = "tag_created";
    public const string IssueOpened = "issue_opened";
    public const string IssueClosed = "issue_closed";
    public const string IssueComment = "issue_comment";
    public const string Mention = "mention";
    public const string UserPrompt = "user_prompt";

    private static readonly string[] None = [];
    private static readonly string[] TagPush = [TagCreated];
    private static readonly string[] Manual = [EventNames.Manual];
    private static readonly string[] Dispatch = ["workflow_dispatch"];
    private static readonly string[] Opened = ["pull_request_opened"];
    private static readonly string[] Updated = ["pull_request_updated"];
    private static readonly string[] Merged = ["pull_request_merged"];
    private static readonly string[] Closed = ["pull_request_closed"];
    private static readonly string[] Issue = [EventNames.Issue, "issues"];
    private static readonly string[] OpenedIssue = [EventNames.Issue, "issues", IssueOpened];
    private static readonly string[] ClosedIssue = [EventNames.Issue, "issues", IssueClosed];
    private static readonly string[] MentioningComment = [Mention];

    /// <summary>The other names of an event; may hold its own.</summary>
    public static IReadOnlyList<string> OthersOf(WorkflowEvent occurrence) => occurrence.Name switch
    {
        EventNames.Push => IsTag(occurrence) ? TagPush : None,
        EventNames.PullRequest => OfPullRequest(occurrence),
        EventNames.Manual => Dispatch,
        "workflow_dispatch" => Manual,
        EventNames.Issue or "issues" => occurrence.Action switch
        {
            "opened" => OpenedIssue,
            "closed" => ClosedIssue,
            _ => Issue,
        },
        IssueComment => occurrence.Payload is { } payload && OfIssue(payload) == Mention ? MentioningComment : None,
        _ => None,
    };

    /// <summary>The name as it is compared: an issue's activity may be written with a dot.</summary>
    public static string Canonical(string name) => name switch
    {
        "issue.opened" => IssueOpened,
        "issue.closed" => IssueClosed,
        "issue.comment" => IssueComment,
        _ => name,
    };

    /// <summary>The event that a name in stored text stands for; null when it is none. Issues are written with dots there, and only so.</summary>
    public static string? FromStoredText(string name) => name switch
    {
        EventNames.Push or EventNames.PullRequest or "pull_request_review" or UserPrompt or Mention or "workflow_dispatch" or EventNames.Schedule => name,
        _ => Canonical(name) is var canonical && canonical != name ? canonical : null,
    };

    /// <summary>What the payload of an issue reports; no activity means that it was opened.</summary>
    public static string OfIssue(JsonElement payload)
    {
        var action = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("action", out var written) && written.ValueKind == JsonValueKind.String
            ? written.GetString()
            : "opened";
        return action switch
        {
            "opened" => IssueOpened,
            "closed" => IssueClosed,
            _ => MentionsEngine(payload) ? Mention : IssueComment,
        };
    }

    /// <summary>The one word of a pull request event that says what happened; every other name says it itself.</summary>
    public static string Label(string name) => name switch
    {
        "pull_request_opened" => "opened",
        "pull_request_updated" => "updated",
        "pull_request_merged" => "merged",
        "pull_request_closed" => "closed",
        _ => name,
    };

    private static bool IsTag(WorkflowEvent occurrence) => occurrence.Ref is { } name && name.StartsWith("refs/tags/", StringComparison.Ordinal);

    private static string[] OfPullRequest(WorkflowEvent occurrence) => occurrence.Action switch
    {
        "opened" or "reopened" => Opened,
        "synchronize" => Updated,
        "closed" => IsMerged(occurrence.Payload) ? Merged : Closed,
        _ => None,
    };

    private static bool IsMerged(JsonElement? payload) =>
        payload is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty("pull_request", out var request)
        && request.ValueKind == JsonValueKind.Object
        && request.TryGetProperty("merged", out var merged)
        && merged.ValueKind == JsonValueKind.True;

    private static bool MentionsEngine(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && payload.TryGetProperty("comment", out var comment)
        && comment.ValueKind == JsonValueKind.Object
        && comment.TryGetProperty("body", out var body)
        && body.ValueKind == JsonValueKind.String
        && body.GetString()!.Contains("@plue", StringComparison.Ordinal);
}
