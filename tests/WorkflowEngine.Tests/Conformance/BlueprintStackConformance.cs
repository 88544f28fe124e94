using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about job-completion triggers that need the engine: updates, events, delays, limits, history and dry runs.</summary>
public static class BlueprintStackConformance
{
    private const string Train = """{"trigger_type":"TRAIN","is_enabled":true}""";

    /// <summary>The rules of an update and the order in which they are applied.</summary>
    [ConformanceArea("transformerlab", "update_validation")]
    public static string? Update(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        await rig.DefineAsync(TriggerRig.One, "existing");
        if (input.Find("stored") is { } stored)
        {
            await rig.Triggers.UpdateAsync(TriggerRig.One, new("existing", stored));
        }

        var before = await rig.Triggers.GetAsync(TriggerRig.One, "existing");
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var workflow = input.Find("workflow")?.GetString() ?? "existing";
        var result = await rig.Triggers.UpdateAsync(TriggerRig.One, new(workflow, input.GetProperty("configs")));
        var after = await rig.Triggers.GetAsync(TriggerRig.One, "existing");
        if (expected.Find("updated_at") is not null)
        {
            return BlueprintCases.Same<DateTimeOffset?>(rig.Time.GetUtcNow(), after!.UpdatedAt);
        }

        var error = expected.Find("error_contains")?.GetString();
        return BlueprintCases.Same(expected.GetProperty("ok").GetBoolean(), result.Status == TriggerUpdateStatus.Updated)
            ?? (error is null || result.Error!.Contains(error, StringComparison.Ordinal) ? null : $"expected {error}, got {result.Error}")
            ?? (expected.Find("trigger_configs") is { } configs ? BlueprintCases.Same(configs, BlueprintCases.Write(result.Triggers!.Configs)) : null)
            ?? (expected.Find("stored_after") is { } left ? BlueprintCases.Same(left, BlueprintCases.Write(after!.Configs)) : null)
            ?? (error is null ? null : BlueprintCases.Same(BlueprintCases.Write(before!.Configs), BlueprintCases.Write(after!.Configs)));
    });

    /// <summary>What an event makes of the workflows of its scope.</summary>
    [ConformanceArea("transformerlab", "process_event")]
    public static string? Process(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        var workflows = input.Find("workflows")?.EnumerateArray().ToList() ?? [];
        var names = workflows.Select(workflow => workflow.GetProperty("id").ToString()).ToArray();
        await DefineAsync(rig, input, names);
        foreach (var workflow in workflows)
        {
            await rig.Triggers.UpdateAsync(TriggerRig.One, new(workflow.GetProperty("id").ToString(), workflow.GetProperty("configs")));
        }

        JobCompletionResult? last = null;
        foreach (var job in JobsOf(input))
        {
            last = await rig.Client.PublishJobCompletedAsync(job);
        }

        var runs = await rig.RunsAsync();
        if (expected.Find("processed_indexes") is { } processed)
        {
            var unmarked = input.GetProperty("jobs").EnumerateArray().Select((job, index) => (Job: BlueprintCases.ReadJob(job), index))
                .Where(entry => entry.Job is { IsMarked: false, Status: CompletionStatus.Complete }).Select(entry => entry.index);
            return BlueprintCases.Same(string.Join(",", processed.EnumerateArray()), string.Join(",", unmarked));
        }

        var queued = string.Join(",", runs.Select(run => run.Workflow).Order(StringComparer.Ordinal));
        if (expected.Find("recorded_as") is { } recorded)
        {
            return last!.History.All(entry => entry.Outcome.ToName() == recorded.GetString()) ? null : $"expected only {recorded}";
        }

        return (expected.Find("queued") is { } wanted ? BlueprintCases.Same(string.Join(",", wanted.EnumerateArray()), queued) : null)
            ?? (expected.Find("queued_total") is { } total ? BlueprintCases.Same(total.GetInt32(), runs.Count) : null)
            ?? (expected.Find("run") is null || runs.All(run => run.Status == WorkflowEngine.Runs.WorkflowStatus.Waiting) ? null : "a run does not wait")
            ?? (expected.Find("triggers_processed") is { } mark
                ? BlueprintCases.Same(mark.ValueKind == JsonValueKind.True, await IsProcessedAsync(rig, input))
                : null);
    });

    /// <summary>When delayed runs start.</summary>
    [ConformanceArea("transformerlab", "enh_delay")]
    public static string? Delay(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        await rig.DefineAsync(TriggerRig.One, "wf");
        var saved = await rig.SetAsync("wf", input.GetProperty("config").GetRawText());
        if (expected.Find("status") is { } status)
        {
            return BlueprintCases.Same(status.GetInt32(), saved.Status == TriggerUpdateStatus.Updated ? 200 : 400);
        }

        var start = rig.Time.GetUtcNow();
        await PlayAsync(rig, input, async (second, job) => await rig.EndAsync($"{second}-{job}"));
        await rig.PassAsync(200);
        var at = (await rig.RunsAsync()).Select(run => (int)(run.CreatedAt - start).TotalSeconds).Order();
        return expected.Find("runs_at") is { } wanted
            ? BlueprintCases.Same(string.Join(",", wanted.EnumerateArray()), string.Join(",", at))
            : expected.Find("runs") is { } count ? BlueprintCases.Same(count.GetInt32(), at.Count()) : null;
    });

    /// <summary>What limits let start.</summary>
    [ConformanceArea("transformerlab", "enh_limits")]
    public static string? Limits(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        await rig.DefineAsync(TriggerRig.One, "wf");
        var saved = await rig.SetAsync("wf", input.GetProperty("config").GetRawText());
        if (expected.Find("status") is { } status)
        {
            return BlueprintCases.Same(status.GetInt32(), saved.Status == TriggerUpdateStatus.Updated ? 200 : 400);
        }

        var outcomes = new List<TriggerHistoryEntry>();
        if (input.Find("steps") is { } steps)
        {
            foreach (var step in steps.EnumerateArray())
            {
                await StepAsync(rig, step.GetString()!, outcomes);
            }
        }
        else
        {
            await PlayAsync(rig, input, async (second, job) => outcomes.AddRange((await rig.EndAsync($"{second}-{job}")).History));
        }

        return BlueprintCases.Same(
                string.Join(",", expected.GetProperty("outcomes").EnumerateArray()),
                string.Join(",", outcomes.Select(entry => entry.Outcome.ToName())))
            ?? (expected.Find("reason") is { } reason
                ? BlueprintCases.Same(reason.GetString(), outcomes.LastOrDefault(entry => entry.Reason is not null)?.Reason)
                : null);
    });

    /// <summary>Changes of several workflows, or of some types.</summary>
    [ConformanceArea("transformerlab", "enh_bulk")]
    public static string? Bulk(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        if (input.Find("set") is { } set)
        {
            await rig.DefineAsync(TriggerRig.One, "wf");
            await rig.Triggers.UpdateAsync(TriggerRig.One, new("wf", input.GetProperty("stored")));
            var result = await rig.Triggers.UpdateAsync(TriggerRig.One, new("wf", set, IsPartial: true));
            return BlueprintCases.Same(expected.GetProperty("trigger_configs"), BlueprintCases.Write(result.Triggers!.Configs));
        }

        var updates = input.GetProperty("updates").EnumerateArray().Select(update => new TriggerUpdate(
            update.GetProperty("workflow_id").ToString(),
            update.Find("set") ?? update.Find("configs") ?? JsonElement.Parse($"[{Train}]"),
            update.Find("configs") is null)).ToList();
        await rig.DefineAsync(TriggerRig.One, [.. updates.Select(update => update.Workflow).Distinct().Where(name => name is not "99" and not "999")]);
        var atomic = input.Find("atomic")?.GetBoolean() ?? true;
        var results = await rig.Triggers.UpdateManyAsync(TriggerRig.One, updates, atomic);
        var isRefused = results.Any(one => one.Status == TriggerUpdateStatus.Invalid) || (atomic && results.Any(one => one.Status != TriggerUpdateStatus.Updated));
        return expected.Find("status") is { } status ? BlueprintCases.Same(status.GetInt32(), isRefused ? 400 : 200) : null;
    });

    /// <summary>What a dry run says, and that it writes nothing.</summary>
    [ConformanceArea("transformerlab", "enh_dry_run")]
    public static string? DryRun(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        await rig.DefineAsync(TriggerRig.One, "1", "2");
        await rig.SetAsync("1", Train);
        await rig.SetAsync("2", Train);
        var run = await rig.Triggers.DryRunAsync(BlueprintCases.ReadJob(input.GetProperty("job"))!);
        var would = string.Join(",", run.Workflows.Select(workflow => workflow.Outcome == StartOutcome.Queued ? "queue" : workflow.Outcome.ToName()));
        return BlueprintCases.Same(string.Join(",", expected.GetProperty("would").EnumerateArray()), would)
            ?? (expected.Find("already_processed") is { } known ? BlueprintCases.Same(known.GetBoolean(), run.AlreadyProcessed) : null)
            ?? BlueprintCases.Same(0, (await rig.RunsAsync()).Count)
            ?? BlueprintCases.Same(0, (await rig.Triggers.ListHistoryAsync(new())).Count)
            ?? BlueprintCases.Same(false, (await rig.EndAsync("7")).Repeated);
    });

    /// <summary>How often an event counts.</summary>
    [ConformanceArea("transformerlab", "enh_idempotency", "enh_history", "enh_stats")]
    public static string? Once(JsonElement testCase) => Run(async rig =>
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        var names = Enumerable.Range(1, input.Find("workflows")?.GetInt32() ?? 1).Select(number => $"{number}").ToArray();
        await rig.DefineAsync(TriggerRig.One, names);
        foreach (var name in names)
        {
            await rig.SetAsync(name, Train);
        }

        if (expected.Find("by_type_count") is { } types)
        {
            var statistics = await rig.Triggers.GetStatisticsAsync(TriggerRig.One, names[0]);
            return BlueprintCases.Same(types.GetInt32(), statistics.Count)
                ?? BlueprintCases.Same(expected.GetProperty("queued").GetInt32(), statistics.Sum(row => row.Queued));
        }

        var calls = input.Find("parallel_calls")?.GetInt32() ?? 2;
        await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => Task.Run(() => rig.EndAsync("7"))));
        return (expected.Find("runs") is { } runs ? BlueprintCases.Same(runs.GetInt32(), (await rig.RunsAsync()).Count) : null)
            ?? (expected.Find("rows") is { } rows ? BlueprintCases.Same(rows.GetInt32(), (await rig.Triggers.ListHistoryAsync(new())).Count) : null);
    });

    private static string? Run(Func<TriggerRig, Task<string?>> check) => Task.Run(async () =>
    {
        await using var rig = new TriggerRig();
        return await check(rig);
    }).GetAwaiter().GetResult();

    /// <summary>A fault of the enqueue is a workflow that no run can be made of.</summary>
    private static async Task DefineAsync(TriggerRig rig, JsonElement input, string[] names)
    {
        var fault = input.Find("fault")?.GetString();
        var failing = fault switch
        {
            null => [],
            _ when fault.Contains("first", StringComparison.Ordinal) || fault.Contains(" 1", StringComparison.Ordinal) => names.Take(1).ToArray(),
            _ => names,
        };
        var items = Enumerable.Range(0, failing.Length == 0 ? 1 : 10_001).Select(i => JsonElement.Parse($"{i}")).ToList();
        var definitions = names.Select(name => new WorkflowDefinition
        {
            Scope = TriggerRig.One,
            Ref = name,
            Jobs = [new() { Name = "job", ForEach = failing.Contains(name) ? new(items) : null }],
        });
        await rig.Store.Catalog.SaveAsync(TriggerRig.One, "test", [.. definitions]);
    }

    private static IEnumerable<JobCompletion> JobsOf(JsonElement input)
    {
        if (input.Find("job") is { } job)
        {
            var read = BlueprintCases.ReadJob(job);
            return read is null ? [] : Enumerable.Repeat(read, input.Find("times")?.GetInt32() ?? 1);
        }

        // The cases name actions; each is a way in which a job comes to its end, or does not.
        var completed = new JobCompletion { JobId = "7", Scope = TriggerRig.One, Type = "TRAIN" };
        if (input.Find("action") is { } action)
        {
            return action.GetString()!.Contains("COMPLETE", StringComparison.Ordinal) ? [completed] : [];
        }

        return input.Find("steps") is not null ? [completed, completed]
            : Enumerable.Range(0, input.Find("actions")?.GetArrayLength() ?? 0).Select(i => completed with { JobId = $"{i}" });
    }

    /// <summary>Whether a host that keeps the mark of the older system has to set it: the job completed and its event is stored.</summary>
    private static async Task<bool> IsProcessedAsync(TriggerRig rig, JsonElement input) =>
        JobsOf(input).Any(job => job.Status == CompletionStatus.Complete)
        && (await rig.Client.PublishJobCompletedAsync(JobsOf(input).First())).Repeated;

    /// <summary>Lets events come at their seconds; other members with seconds say when the trigger is switched off.</summary>
    private static async Task PlayAsync(TriggerRig rig, JsonElement input, Func<int, int, Task> end)
    {
        var now = 0;
        var times = input.Find("events_at")?.EnumerateArray().Select(second => second.GetInt32()).ToList()
            ?? [.. Enumerable.Repeat(0, input.Find("events")?.GetInt32() ?? 1)];
        var off = (input.Find("disable_at") ?? input.Find("disabled_at"))?.GetInt32();
        for (var job = 0; job < times.Count; job++)
        {
            await rig.PassAsync(times[job] - now);
            now = times[job];
            await end(now, job);
        }

        if (off is { } second)
        {
            await rig.PassAsync(second - now);
            await rig.SetAsync("wf", """{"trigger_type":"TRAIN","is_enabled":false}""");
        }
    }

    private static async Task StepAsync(TriggerRig rig, string step, List<TriggerHistoryEntry> outcomes)
    {
        switch (step)
        {
            case "manual":
                await rig.Client.StartAsync("wf", scope: TriggerRig.One);
                break;
            case "event":
                outcomes.AddRange((await rig.EndAsync($"step {outcomes.Count}")).History);
                break;
            case "reset":
                await rig.Triggers.ResetLimitsAsync(TriggerRig.One, "wf");
                break;
            default:
                // Whatever it is called, a run comes to its end.
                await rig.CompleteAsync((await rig.RunsAsync())[0]);
                break;
        }
    }
}
