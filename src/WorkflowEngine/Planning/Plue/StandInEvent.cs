using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The event that stands for the real one when a file is listed or checked.</summary>
internal static class StandInEvent
{
    private static readonly DateTimeOffset At = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonElement PullRequest = JsonElement.Parse("""
        {"action":"opened","number":1,"pull_request":{"number":1,"title":"title","body":"","draft":false,"labels":[],
        "user":{"login":"author"},"base":{"ref":"main","sha":"abc123"},"head":{"ref":"feature","sha":"abc123"}}}
        """);

    private static readonly JsonElement Comment = JsonElement.Parse("""
        {"action":"created","issue":{"number":1,"title":"title","body":"","labels":[],"user":{"login":"author"}},
        "comment":{"id":1,"body":"comment","user":{"login":"author"}}}
        """);

    /// <summary>A push to main; for a workflow that no push starts, the event of its first trigger.</summary>
    public static WorkflowEvent For(Scope scope, IReadOnlyList<TriggerDefinition> triggers)
    {
        var push = new WorkflowEvent { Scope = scope, Name = "push", Ref = "refs/heads/main", Sha = "abc123", Actor = "author", At = At };
        if (triggers.Count == 0 || triggers.Any(trigger => trigger.Event == "push"))
        {
            return push;
        }

        return triggers[0].Event switch
        {
            "pull_request" => push with
            {
                Name = "pull_request",
                Action = "opened",
                Ref = "refs/heads/feature",
                BaseRef = "main",
                Payload = PullRequest,
            },
            "issue_comment" or "issue" => push with { Name = triggers[0].Event, Action = "created", Payload = Comment },
            var name => push with { Name = name },
        };
    }
}
