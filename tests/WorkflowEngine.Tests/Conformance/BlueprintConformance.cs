using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about the pure part of job-completion triggers: what is stored, what it means, and what an event makes of it.</summary>
public static class BlueprintConformance
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The predefined types.</summary>
    [ConformanceArea("transformerlab", "blueprints")]
    public static string? Blueprints(JsonElement testCase)
    {
        var expected = ConformanceCase.Expected(testCase);
        var written = BlueprintCases.Write(writer => BlueprintSetWriter.Write(writer, BlueprintSet.Default));
        var all = written.EnumerateArray().ToList();
        if (expected.Find("trigger_types") is { } types)
        {
            return BlueprintCases.Same(string.Join(",", types.EnumerateArray()), string.Join(",", all.Select(one => one.GetProperty("trigger_type"))));
        }

        if (expected.Find("count") is { } count)
        {
            var keys = string.Join(",", expected.GetProperty("each_has").EnumerateArray());
            return BlueprintCases.Same(count.GetInt32(), all.Count)
                ?? all.Select(one => BlueprintCases.Same(keys, Keys(one))).FirstOrDefault(problem => problem is not null);
        }

        var found = all.Single(one => one.GetProperty("trigger_type").ValueEquals(testCase.GetProperty("input").GetProperty("trigger_type").GetString()));
        return BlueprintCases.Same(string.Join(",", expected.GetProperty("keys").EnumerateArray()), Keys(found))
            ?? BlueprintCases.Same(expected.GetProperty("name").GetString(), found.GetProperty("name").GetString())
            ?? BlueprintCases.Same(expected.GetProperty("default_is_enabled").GetBoolean(), found.GetProperty("default_is_enabled").GetBoolean());
    }

    /// <summary>What is read of what is stored.</summary>
    [ConformanceArea("transformerlab", "normalize")]
    public static string? Normalize(JsonElement testCase)
    {
        var expected = ConformanceCase.Expected(testCase);
        var input = testCase.GetProperty("input");
        var stored = input.Find("raw");
        if (stored is null)
        {
            // A workflow as it was created: its defaults are stored, and every read gives them.
            stored = BlueprintCases.Write(TriggerConfigDefaults.Of(BlueprintSet.Default));
            expected = expected.Find("trigger_configs") ?? expected.GetProperty("stored_trigger_configs");
        }

        var written = BlueprintCases.Write(TriggerConfigNormalizer.Normalize(stored, BlueprintSet.Default));
        var again = BlueprintCases.Write(TriggerConfigNormalizer.Normalize(written, BlueprintSet.Default));
        return BlueprintCases.Same(expected, written) ?? BlueprintCases.Same(written, again);
    }

    /// <summary>Which workflows of a scope a type of job starts.</summary>
    [ConformanceArea("transformerlab", "match")]
    public static string? Match(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var job = BlueprintCases.ReadJob(input.GetProperty("event"))!;
        var matched = input.GetProperty("workflows").EnumerateArray()
            .Where(workflow => Starts(job, workflow))
            .Select(workflow => workflow.GetProperty("id").GetInt64())
            .Order();
        var expected = ConformanceCase.Expected(testCase).GetProperty("workflow_ids").EnumerateArray();
        return BlueprintCases.Same(string.Join(",", expected), string.Join(",", matched));
    }

    /// <summary>The plain list of types that the last older form kept in a workflow's document.</summary>
    [ConformanceArea("transformerlab", "g3_config_triggers")]
    public static string? PlainTypes(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var types = LegacyTriggers.TypesIn(input.GetProperty("config"), BlueprintSet.Default);
        var configs = LegacyTriggers.Enable(TriggerConfigDefaults.Of(BlueprintSet.Default), types);
        var job = new JobCompletion { JobId = "7", Scope = new Scope("1"), Type = input.GetProperty("job_type").GetString()! };
        var starts = Decide(job, configs, new Scope("1")) is null ? 1 : 0;
        return ConformanceCase.Expected(testCase).Find("matches") is { } matches ? BlueprintCases.Same(matches.GetInt32(), starts) : null;
    }

    /// <summary>Names of workflows as an older system wrote them.</summary>
    [ConformanceArea("transformerlab", "slug")]
    public static string? Slug(JsonElement testCase) => BlueprintCases.Same(
        ConformanceCase.Expected(testCase).GetProperty("slug").GetString(),
        WorkflowSlug.Of(testCase.GetProperty("input").GetProperty("text").GetString()!));

    /// <summary>Whether one event starts one workflow.</summary>
    [ConformanceArea("transformerlab", "enh_conditions", "enh_job_name", "enh_scope")]
    public static string? Would(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        var config = BlueprintCases.Save(input.GetProperty("config"), out var error);
        if (expected.Find("status") is { } status)
        {
            return BlueprintCases.Same(status.GetInt32(), config is null ? 400 : 200);
        }

        if (config is null)
        {
            return error;
        }

        var own = BlueprintCases.ReadScope(input.Find("workflow_experiment")) ?? new Scope("1");
        var mayStart = (input.Find("authorised") ?? input.Find("authorized"))?.GetBoolean() ?? false;
        var refused = Decide(BlueprintCases.ReadJob(input.GetProperty("event"))!, [config], own, mayStart);
        var reason = expected.Find("reason")?.GetString();
        return BlueprintCases.Same(expected.GetProperty("would").GetString(), refused is null ? "queue" : "skip")
            ?? (reason is null ? null : BlueprintCases.Same(reason, refused?.Reason));
    }

    /// <summary>What an update keeps and what it takes back.</summary>
    [ConformanceArea("transformerlab", "enh_options")]
    public static string? Options(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var stored = TriggerConfigNormalizer.Normalize(JsonElement.Parse($"[{input.GetProperty("stored").GetRawText()}]"), BlueprintSet.Default);
        var update = JsonElement.Parse($"[{input.GetProperty("put").GetRawText()}]");
        var updated = TriggerConfigUpdate.Set(update, stored, BlueprintSet.Default, out var error);
        var expected = ConformanceCase.Expected(testCase).GetProperty("result");
        return error ?? BlueprintCases.Same(expected, BlueprintCases.Write(updated!)[0]);
    }

    /// <summary>How far chains of triggered runs go.</summary>
    [ConformanceArea("transformerlab", "enh_loop")]
    public static string? Loop(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        var chain = input.Find("chain") is { } names ? [.. names.EnumerateArray().Select(name => (new Scope("1"), name.GetString()!))] : new List<(Scope, string)>();
        var depth = input.Find("parent_depth")?.GetInt32() + 1 ?? chain.Count;
        if (expected.Find("depth") is { } wanted)
        {
            // A run that a person started is at depth 0, and so are those that nothing led to.
            return BlueprintCases.Same(wanted.GetInt32(), input.Find("start")?.GetString() == "manual" ? TriggerChain.None.Depth : depth);
        }

        var job = new CompletedJob(new JobCompletion { JobId = "7", Scope = new Scope("1"), Type = "TRAIN" }, new TriggerChain(chain, depth), Now);
        var trigger = new CompiledTrigger(new TriggerConfig { TriggerType = "TRAIN", IsEnabled = true });
        var allowSelf = input.Find("allow_self")?.GetBoolean() ?? false;
        var candidate = new TriggerCandidate(new Scope("1"), input.Find("candidate")?.GetString() ?? "wf", true, allowSelf, trigger);
        var rules = new TriggerRules(input.Find("max_depth")?.GetInt32() ?? 3, (_, _) => false);
        var refused = TriggerEvaluator.Check(job, candidate, rules);
        return expected.Find("reason") is { } reason
            ? BlueprintCases.Same(reason.GetString(), refused?.Reason)
            : BlueprintCases.Same(null, refused?.Reason);
    }

    private static StartDecision? Decide(JobCompletion completion, IReadOnlyList<TriggerConfig> configs, Scope own, bool mayStart = false)
    {
        var job = new CompletedJob(completion, TriggerChain.None, Now);
        var config = configs.FirstOrDefault(config => config.TriggerType == job.Type);
        var candidate = new TriggerCandidate(own, "case", true, false, config is null ? null : new CompiledTrigger(config));
        return TriggerEvaluator.Check(job, candidate, new TriggerRules(3, (_, _) => mayStart));
    }

    private static bool Starts(JobCompletion job, JsonElement workflow)
    {
        var configs = TriggerConfigNormalizer.Normalize(workflow.Find("raw") ?? workflow.Find("raw_decoded"), BlueprintSet.Default);
        var isLive = workflow.Find("status")?.GetString() != "DELETED";
        var own = workflow.Find("experiment_id") is { } id ? BlueprintCases.ReadScope(id) : new Scope("1");
        return isLive && own is { } scope && Decide(job, configs, scope) is null;
    }

    private static string Keys(JsonElement value) => string.Join(",", value.EnumerateObject().Select(member => member.Name));
}
