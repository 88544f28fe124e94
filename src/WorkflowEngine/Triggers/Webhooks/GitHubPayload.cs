using System.Text.Json;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>GitHub's payloads as events. The names are GitHub's own.</summary>
internal static class GitHubPayload
{
    /// <summary>The event of a payload; null for the push that deleted a branch or tag, after which there is nothing to run.</summary>
    public static WorkflowEvent? Read(string name, JsonElement payload) => name switch
    {
        EventNames.Push => payload.FindFlag("deleted") || PushedPaths.IsNothing(payload.FindText("after")) ? null : Push(payload),
        EventNames.PullRequest or EventNames.PullRequestTarget => PullRequest(name, payload),
        _ => Other(name, payload),
    };

    public static string? Repository(JsonElement payload) =>
        payload.FindText("repository.clone_url") ?? payload.FindText("repository.html_url") ?? payload.FindText("repository.url");

    private static WorkflowEvent Push(JsonElement payload) => new()
    {
        Name = EventNames.Push,
        Ref = payload.FindText("ref"),
        Sha = payload.FindText("after"),
        Before = payload.FindText("before") is { } before && !PushedPaths.IsNothing(before) ? before : null,
        ChangedPaths = PushedPaths.Of(payload),
        Actor = payload.FindText("sender.login") ?? payload.FindText("pusher.name"),
        Payload = payload,
    };

    private static WorkflowEvent PullRequest(string name, JsonElement payload)
    {
        var merged = payload.FindText("action") == "closed" && payload.FindFlag("pull_request.merged");
        return new()
        {
            Name = name,
            Action = payload.FindText("action"),
            Ref = payload.FindText("pull_request.head.ref") is { } head ? "refs/heads/" + head : null,
            BaseRef = payload.FindText("pull_request.base.ref"),
            Sha = (merged ? payload.FindText("pull_request.merge_commit_sha") : null) ?? payload.FindText("pull_request.head.sha"),
            Before = payload.FindText("pull_request.base.sha"),
            Actor = payload.FindText("sender.login"),
            Payload = payload,
        };
    }

    private static WorkflowEvent Other(string name, JsonElement payload) => new()
    {
        Name = name,
        Action = payload.FindText("action"),
        Ref = payload.FindText("ref") is { } written && written.StartsWith("refs/", StringComparison.Ordinal) ? written : null,
        Sha = payload.FindText("sha"),
        Actor = payload.FindText("sender.login"),
        Payload = payload,
    };
}
