using System.Text.Json;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>GitLab's payloads as the events that GitHub would send, so that a workflow need not know the sender.</summary>
internal static class GitLabPayload
{
    /// <summary>The event of a payload; null for a deleted branch or tag and for kinds that are not known.</summary>
    public static WorkflowEvent? Read(JsonElement payload) => payload.FindText("object_kind") switch
    {
        "push" or "tag_push" => PushedPaths.IsNothing(payload.FindText("after")) ? null : Push(payload),
        "merge_request" => MergeRequest(payload),
        "issue" or "incident" or "work_item" => Activity("issues", payload),
        "note" => Note(payload),
        "release" => Activity("release", payload),
        _ => null,
    };

    public static string? Repository(JsonElement payload) =>
        payload.FindText("project.git_http_url") ?? payload.FindText("project.http_url") ?? payload.FindText("project.web_url");

    private static WorkflowEvent Push(JsonElement payload) => new()
    {
        Name = EventNames.Push,
        Ref = payload.FindText("ref"),
        Sha = payload.FindText("checkout_sha") ?? payload.FindText("after"),
        Before = payload.FindText("before") is { } before && !PushedPaths.IsNothing(before) ? before : null,
        ChangedPaths = PushedPaths.Of(payload),
        Actor = payload.FindText("user_username") ?? payload.FindText("user_name"),
        Payload = payload,
    };

    private static WorkflowEvent MergeRequest(JsonElement payload)
    {
        var action = payload.FindText("object_attributes.action");
        var merged = action == "merge";
        return new()
        {
            Name = EventNames.PullRequest,
            Action = action switch
            {
                "open" => "opened",
                "reopen" => "reopened",

                // An update without an old revision changed words and labels, not the commits.
                "update" => payload.FindText("object_attributes.oldrev") is null ? "edited" : "synchronize",
                "close" or "merge" => "closed",
                _ => action,
            },
            Ref = payload.FindText("object_attributes.source_branch") is { } source ? "refs/heads/" + source : null,
            BaseRef = payload.FindText("object_attributes.target_branch"),
            Sha = (merged ? payload.FindText("object_attributes.merge_commit_sha") : null) ?? payload.FindText("object_attributes.last_commit.id"),
            Actor = payload.FindText("user.username"),
            Payload = merged ? WithMerged(payload) : payload,
        };
    }

    private static WorkflowEvent Activity(string name, JsonElement payload) => new()
    {
        Name = name,
        Action = (payload.FindText("object_attributes.action") ?? payload.FindText("action")) switch
        {
            "open" => "opened",
            "close" => "closed",
            "reopen" => "reopened",
            "update" => "edited",
            var other => other,
        },
        Actor = payload.FindText("user.username"),
        Payload = payload,
    };

    private static WorkflowEvent Note(JsonElement payload) => new()
    {
        Name = EventVocabulary.IssueComment,
        Action = "created",
        Actor = payload.FindText("user.username"),
        Payload = WithProperty(payload, "comment", writer => writer.WriteString("body", payload.FindText("object_attributes.note"))),
    };

    /// <summary>Says in the way of the other sender that the request was merged, which its action alone does not.</summary>
    private static JsonElement WithMerged(JsonElement payload) =>
        WithProperty(payload, "pull_request", static writer => writer.WriteBoolean("merged", true));

    private static JsonElement WithProperty(JsonElement payload, string name, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in payload.EnumerateObject())
            {
                if (property.Name != name)
                {
                    property.WriteTo(writer);
                }
            }

            writer.WriteStartObject(name);
            write(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
