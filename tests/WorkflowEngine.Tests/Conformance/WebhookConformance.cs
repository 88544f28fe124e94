using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Triggers;
using WorkflowEngine.Triggers.Webhooks;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about webhooks and what they report.</summary>
public static class WebhookConformance
{
    private const string Secret = "secret of the project";
    private static readonly string[] DefaultEvents = ["push", "pull_request_opened", "pull_request_updated", "tag_created"];
    private static readonly string[] DefaultBranches = ["main", "master", "develop"];

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "github_event_map")]
    public static string? CheckMap(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var payload = new JsonObject { ["action"] = input.GetProperty("action").GetString() };
        if (input.GetProperty("pull_request") is { ValueKind: JsonValueKind.Object } request)
        {
            payload["pull_request"] = JsonNode.Parse(request.GetRawText());
        }

        var occurrence = new WorkflowEvent
        {
            Name = input.GetProperty("event_type").GetString()!,
            Action = input.GetProperty("action").GetString(),
            Ref = input.GetProperty("push_ref").GetString(),
            Payload = JsonElement.Parse(payload.ToJsonString()),
        };
        return ConformanceCase.Equal(Webhook.GenericName(occurrence), testCase);
    }

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "ref_to_branch")]
    public static string? CheckRef(JsonElement testCase) =>
        ConformanceCase.Equal(new WorkflowEvent { Name = "push", Ref = testCase.GetProperty("input").GetString() }.RefName, testCase);

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "event_action_label")]
    public static string? CheckLabel(JsonElement testCase) =>
        ConformanceCase.Equal(EventVocabulary.Label(testCase.GetProperty("input").GetString()!), testCase);

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "repo_url_normalize")]
    public static string? CheckAddress(JsonElement testCase) =>
        ConformanceCase.Equal(RepositoryAddress.Normalize(testCase.GetProperty("input").GetString()!), testCase);

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "project_filter")]
    public static string? CheckProject(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var project = input.GetProperty("project");
        var rules = new WebhookRules
        {
            Secrets = [Secret],
            Enabled = !project.TryGetProperty("enabled", out var enabled) || enabled.GetBoolean(),
            Events = Texts(project, "allowed_event_types"),
            Branches = Texts(project, "target_branches"),
        };
        var accepted = rules.Accepts(input.GetProperty("event").GetString()!, input.GetProperty("target_branch").GetString());
        return accepted == ConformanceCase.Expected(testCase).GetBoolean() ? null : $"got {accepted}";
    }

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "webhook")]
    public static string? CheckRequest(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        var name = Text(input, "event") ?? "push";
        var body = Encoding.UTF8.GetBytes(Payload(name, input).ToJsonString());
        var signed = Text(input, "signature") == "wrong" ? "another secret" : Secret;
        var result = Webhook.Read(
            new()
            {
                Provider = WebhookProvider.GitHub,
                Headers = new Dictionary<string, string>
                {
                    ["X-GitHub-Event"] = name,
                    ["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(signed), body)),
                },
                Body = body,
            },
            new()
            {
                Secrets = Text(input, "signature") == "none configured" ? [] : [Secret],
                Events = [.. DefaultEvents, .. input.TryGetProperty("extra_allowed", out _) ? Texts(input, "extra_allowed") : []],
                Branches = DefaultBranches,
            });
        var jobs = result.Event is null ? 0 : 1;
        if (result.StatusCode != expected.GetProperty("status").GetInt32())
        {
            return $"got status {result.StatusCode}: {result.Message}";
        }

        if (expected.TryGetProperty("jobs", out var count) && count.GetInt32() != jobs)
        {
            return $"got {jobs} jobs: {result.Message}";
        }

        return expected.TryGetProperty("env", out var env) && env.TryGetProperty("REACTORCIDE_EVENT_TYPE", out var type)
            && type.GetString() != Webhook.GenericName(result.Event!)
                ? $"got {Webhook.GenericName(result.Event!)}"
                : null;
    }

    private static JsonObject Payload(string name, JsonElement input)
    {
        if (name == "pull_request")
        {
            return new()
            {
                ["action"] = Text(input, "action") ?? "opened",
                ["pull_request"] = new JsonObject
                {
                    ["merged"] = input.TryGetProperty("merged", out var merged) && merged.GetBoolean(),
                    ["head"] = new JsonObject { ["ref"] = "feature", ["sha"] = "abc" },
                    ["base"] = new JsonObject { ["ref"] = "main", ["sha"] = "def" },
                },
            };
        }

        return new() { ["ref"] = Text(input, "ref") ?? "refs/heads/main", ["after"] = "abc", ["before"] = "def" };
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> Texts(JsonElement holder, string name) =>
        [.. holder.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
