using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>What the first form of the decorator says about a workflow, and the rows a match makes.</summary>
internal static class WorkflowFileConformance
{
    [ConformanceArea("plue", "v1.parse_workflow_file")]
    public static string? Check(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var file = input.GetProperty("file_name").GetString()!;
        var result = PlueFile.Read(Encoding.UTF8.GetBytes(input.GetProperty("source").GetString()!), file, Scope.Default);
        var isQuirk = testCase.GetProperty("kind").GetString() == "quirk";
        if (isQuirk && !testCase.TryGetProperty("intended", out _))
        {
            // What a scanner of lines makes of these is an accident; a parser reads them or says what is wrong with them.
            return result.Definitions.Count > 0 || result.Diagnostics.Count > 0 ? null : "nothing is read and nothing is said";
        }

        var expected = isQuirk ? testCase.GetProperty("intended") : testCase.GetProperty("expected");

        // A file without a workflow starts nothing; the source describes it by its stem.
        var definition = result.Definitions.Count > 0
            ? result.Definitions[0]
            : new WorkflowDefinition { Ref = Path.GetFileNameWithoutExtension(file), Source = new(file, "", WorkflowFormat.Python) };
        var actual = new
        {
            events = definition.Triggers.Select(trigger => trigger.Event),
            file_path = definition.Source!.File,
            is_agent_workflow = definition.Agent,
            name = definition.DisplayName,
        };
        return Same(actual, expected);
    }

    [ConformanceArea("plue", "v1.run_creation")]
    public static string? CheckCreation(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = testCase.GetProperty("expected");
        var definition = new WorkflowDefinition
        {
            Ref = input.GetProperty("workflow").GetProperty("name").GetString()!,
            Source = new(input.GetProperty("workflow").GetProperty("file_path").GetString()!, "", WorkflowFormat.Python),
            Triggers = [.. RunCases.Texts(input.GetProperty("workflow").GetProperty("events")).Select(name => new TriggerDefinition { Event = name })],
            Jobs = [new JobDefinition { Name = "default", Steps = [new StepDefinition { Id = "step_1", Run = "true" }] }],
        };
        var occurrence = new WorkflowEvent
        {
            Name = input.GetProperty("event").GetString()!,
            Ref = input.GetProperty("ref").GetString(),
            Sha = input.GetProperty("commit_sha").GetString(),
        };
        if (TriggerMatcher.Match(TriggerIndex.Create([definition]), occurrence).Count != 1)
        {
            return "the event does not match";
        }

        var plan = new RunPlan { Hash = "0", Jobs = RunPlanner.Expand(definition.Jobs) };
        var run = RunPlanner.NewRun(definition, plan, occurrence, triggerDepth: 0);
        var created = RunStateMachine.Start(run, plan, JobGraph.Build(plan.Jobs), RunCases.Now);
        var stored = created.Run with { Number = input.GetProperty("existing_max_run_number").GetInt64() + 1 };
        var row = expected.GetProperty("workflow_runs");
        var job = expected.GetProperty("workflow_jobs");
        var task = expected.GetProperty("workflow_tasks");
        var differences = new (string Name, object? Actual, object? Expected)[]
        {
            ("title", stored.Title, row.GetProperty("title").GetString()),
            ("status", (int)stored.Status, row.GetProperty("status").GetInt32()),
            ("trigger_event", stored.Event.Name, row.GetProperty("trigger_event").GetString()),
            ("ref", stored.Event.Ref, row.GetProperty("ref").GetString()),
            ("commit_sha", stored.Event.Sha, row.GetProperty("commit_sha").GetString()),
            ("job_id", created.Jobs[0].Name, job.GetProperty("job_id").GetString()),
            ("job status", (int)created.Jobs[0].Status, job.GetProperty("status").GetInt32()),
            ("task attempt", created.Tasks[0].Attempt, task.GetProperty("attempt").GetInt32()),
            ("task status", (int)created.Tasks[0].Status, task.GetProperty("status").GetInt32()),
            ("workflow_path", stored.Source!.File, task.GetProperty("workflow_path").GetString()),
        };
        return Array.Find(differences, field => !Equals(field.Actual, field.Expected)) is { Name: not null } wrong
            ? $"{wrong.Name} is {wrong.Actual}"
            : null;
    }

    private static string? Same(object actual, JsonElement expected)
    {
        var json = JsonSerializer.SerializeToElement(actual);
        return JsonElement.DeepEquals(json, expected) ? null : json.GetRawText();
    }
}
