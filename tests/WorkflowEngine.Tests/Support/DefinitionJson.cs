using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Tests.Support;

/// <summary>Writes a definition as JSON without its default values, so that expectations show what an author wrote.</summary>
internal static class DefinitionJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(WorkflowDefinition definition)
    {
        var json = new JsonObject { ["ref"] = definition.Ref };
        Add(json, "label", definition.Label);
        Add(json, "description", definition.Description);
        Add(json, "tags", Texts(definition.Tags));
        Add(json, "triggers", List(definition.Triggers, Trigger));
        Add(json, "env", Map(definition.Env));
        Add(json, "concurrency", Concurrency(definition.Concurrency));
        Add(json, "allowSelfTrigger", definition.AllowSelfTrigger ? true : null);
        Add(json, "jobs", List(definition.Jobs, Job));
        return json.ToJsonString(Options);
    }

    private static JsonObject Trigger(TriggerDefinition trigger)
    {
        var json = new JsonObject { ["event"] = trigger.Event };
        Add(json, "cron", trigger.Cron);
        Add(json, "branches", Texts(trigger.Filter.Branches, keepEmpty: true));
        Add(json, "branchesIgnore", Texts(trigger.Filter.BranchesIgnore, keepEmpty: true));
        Add(json, "tags", Texts(trigger.Filter.Tags, keepEmpty: true));
        Add(json, "tagsIgnore", Texts(trigger.Filter.TagsIgnore, keepEmpty: true));
        Add(json, "paths", Texts(trigger.Filter.Paths, keepEmpty: true));
        Add(json, "pathsIgnore", Texts(trigger.Filter.PathsIgnore, keepEmpty: true));
        Add(json, "types", Texts(trigger.Filter.Types, keepEmpty: true));
        Add(json, "contains", trigger.Filter.Contains);
        return json;
    }

    private static JsonObject Job(JobDefinition job)
    {
        var json = new JsonObject { ["name"] = job.Name };
        Add(json, "label", job.Label);
        Add(json, "needs", Texts(job.Needs));
        Add(json, "condition", job.Condition.Kind == JobConditionKind.AllSuccess ? null : $"{job.Condition.Kind}: {job.Condition}");
        Add(json, "env", Map(job.Env));
        Add(json, "timeout", job.Timeout?.ToString());
        Add(json, "priority", job.Priority == 0 ? null : job.Priority);
        Add(json, "allowFailure", job.AllowFailure ? true : null);
        Add(json, "retry", Retry(job.Retry));
        Add(json, "runsOn", Texts(job.RunsOn));
        Add(json, "concurrency", Concurrency(job.Concurrency));
        Add(json, "forEach", job.ForEach is null ? null : ForEach(job.ForEach));
        Add(json, "steps", List(job.Steps, Step));
        return json;
    }

    private static JsonObject Step(StepDefinition step)
    {
        var json = new JsonObject { ["id"] = step.Id };
        Add(json, "label", step.Label);
        Add(json, "kind", step.Kind == StepKind.Shell ? null : step.Kind.ToString());
        Add(json, "dependsOn", Texts(step.DependsOn, keepEmpty: true));
        Add(json, "if", step.If?.Source);
        Add(json, "run", step.Run);
        Add(json, "uses", step.Uses);
        Add(json, "with", Map(step.With));
        Add(json, "steps", List(step.Steps, Step));
        Add(json, "maxParallel", step.MaxParallel);
        Add(json, "env", Map(step.Env));
        Add(json, "workingDirectory", step.WorkingDirectory);
        Add(json, "timeout", step.Timeout?.ToString());
        Add(json, "retry", Retry(step.Retry));
        return json;
    }

    private static JsonObject ForEach(ForEachDefinition forEach) => new()
    {
        ["variable"] = forEach.Variable,
        ["items"] = new JsonArray([.. forEach.Items.Select(item => JsonNode.Parse(item.GetRawText()))]),
    };

    private static JsonObject? Retry(RetryPolicy? retry)
    {
        if (retry is null)
        {
            return null;
        }

        var json = new JsonObject { ["count"] = retry.Count };
        Add(json, "delay", retry.Delay == TimeSpan.Zero ? null : retry.Delay.ToString());
        Add(json, "backoff", retry.Backoff == RetryBackoff.Constant ? null : retry.Backoff.ToString());
        Add(json, "maxDelay", retry.MaxDelay?.ToString());
        Add(json, "jitter", retry.Jitter == 0 ? null : retry.Jitter);
        Add(json, "retryOn", Texts(retry.RetryOn));
        return json;
    }

    private static JsonObject? Concurrency(ConcurrencyDefinition? concurrency)
    {
        if (concurrency is null)
        {
            return null;
        }

        var json = new JsonObject { ["group"] = concurrency.Group };
        Add(json, "cancelInProgress", concurrency.CancelInProgress ? true : null);
        return json;
    }

    private static JsonArray? Texts(IReadOnlyList<string>? texts, bool keepEmpty = false) =>
        texts is null || (texts.Count == 0 && !keepEmpty) ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonArray? List<T>(IReadOnlyList<T> items, Func<T, JsonObject> write) =>
        items.Count == 0 ? null : new JsonArray([.. items.Select(write)]);

    private static JsonObject? Map(IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return null;
        }

        var json = new JsonObject();
        foreach (var (name, value) in map)
        {
            json[name] = value;
        }

        return json;
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
