using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>The second form of workflow files: what they plan, and the documents that hold plans.</summary>
internal static class PlueConformance
{
    /// <summary>The cases name files of the source without their text: these do what the notes say of them.</summary>
    private static readonly Dictionary<string, (string Text, int Steps)> Files = new(StringComparer.Ordinal)
    {
        ["review.py"] = ("""
            from plue import workflow, pull_request
            from plue.prompts import CodeReview
            from plue.tools import read_file, grep

            @workflow(triggers=[pull_request(types=["opened", "synchronize"])])
            def review(ctx):
                review = CodeReview(
                    diff=ctx.git.diff(base=ctx.event.pull_request.base),
                    tools=[read_file, grep(repo=ctx.repo.name, ref=ctx.event.pull_request.head)],
                    max_turns=5,
                )
                for name in ["lint", "test"]:
                    ctx.run(name=name, cmd=f"npm run {name}")
                ctx.run(name="post", cmd="post-review", env={"REVIEW": review.summary})
            """, 4),
        ["workflow.py"] = ("""
            from plue import workflow, push, pull_request
            from plue.prompts import CodeReview

            @workflow(triggers=[push(branches=["main"]), pull_request()], image="node:22")
            def ci(ctx):
                install = ctx.run(name="install", cmd="npm ci", cache=cache_key("npm", hash_files("package-lock.json")))
                ctx.parallel([
                    ctx.run(name=step, cmd=f"npm run {step}", needs=[install])
                    for step in ("lint", "test", "build")
                ])
                if ctx.event.ref == "refs/heads/main":
                    CodeReview(diff=ctx.git.diff())
                return ctx.success(sha=ctx.event.sha)
            """, 6),
    };

    [ConformanceArea("plue", "v2.evaluate")]
    public static string? CheckEvaluate(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var (workflows, diagnostics) = Read(input.GetProperty("source").GetString()!, Catalog(input));
        var errors = diagnostics.Where(diagnostic => diagnostic.IsError).ToList();
        if (testCase.TryGetProperty("intended", out var intended))
        {
            return CompareIntended(workflows, errors, intended, testCase.GetProperty("expected"));
        }

        if (testCase.GetProperty("kind").GetString() == "quirk")
        {
            // What a scanner of lines makes of these is an accident; a parser reads them or says what is wrong with them.
            return workflows.Count > 0 || diagnostics.Count > 0 ? null : "nothing is read and nothing is said";
        }

        return CompareContract(workflows, errors, testCase.GetProperty("expected"));
    }

    [ConformanceArea("plue", "v2.evaluate_upstream_file")]
    public static string? CheckFile(JsonElement testCase)
    {
        var name = Path.GetFileName(testCase.GetProperty("input").GetProperty("git_ref").GetString()!);
        if (!Files.TryGetValue(name, out var file))
        {
            return "there is no such file here";
        }

        var (workflows, diagnostics) = Read(file.Text, Catalog(testCase.GetProperty("input")));
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError) is { } error)
        {
            return error.ToString();
        }

        var steps = workflows.Single().Plan.Steps.Count;
        return steps == file.Steps ? null : $"it plans {steps} steps";
    }

    [ConformanceArea("plue", "design.plan")]
    public static string? CheckDesign(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = testCase.GetProperty("expected");
        switch (input.ValueKind)
        {
            case JsonValueKind.Array:
                var values = input.EnumerateArray().Select(call => call.GetString()!).ToList();
                var (read, found) = Read(
                    "@workflow(triggers=[push()])\ndef f(ctx):\n" + string.Join("", values.Select(value => $"    ctx.run(cmd='true', v={value})\n")), null);
                return found.Any(diagnostic => diagnostic.IsError)
                    ? found[0].ToString()
                    : Same(read[0].Plan.Steps.Where(step => step.Config.Count > 0).Select(step => step.Config[^1].Value), expected);
            case JsonValueKind.Null:
                var stand = StandInEvent.For(Scope.Default, []);
                return Same(new { @ref = stand.Ref, sha = stand.Sha, type = stand.Name }, expected);
        }

        if (input.TryGetProperty("call", out var call))
        {
            return CheckShape(call.GetString()!, expected);
        }

        if (input.TryGetProperty("image", out var image))
        {
            return PlueDefaults.Image == expected.GetProperty("image").GetString() ? null : $"{image} gives {PlueDefaults.Image}";
        }

        return CheckSource(input, expected);
    }

    [ConformanceArea("plue", "plan.load")]
    public static string? CheckLoad(JsonElement testCase)
    {
        var (_, error) = PluePlanJson.Read(testCase.GetProperty("input"));
        return ConformanceCase.Equal(error ?? "ok", testCase);
    }

    [ConformanceArea("plue", "migration.005_plan_config")]
    public static string? CheckMigration(JsonElement testCase) =>
        Same(PluePlanJson.Wrap(JsonNode.Parse(testCase.GetProperty("input").GetRawText())), ConformanceCase.Expected(testCase));

    [ConformanceArea("plue", "v2.validate")]
    public static string? CheckValidate(JsonElement testCase)
    {
        var (plan, error) = PluePlanJson.Read(testCase.GetProperty("input"));
        if (plan is null)
        {
            return error;
        }

        var issues = PluePlanRules.Check(plan);
        return Same(
            new { errors = issues.Select(issue => new { message = issue.Message, step_id = issue.StepId }), valid = issues.Count == 0 },
            ConformanceCase.Expected(testCase));
    }

    [ConformanceArea("plue", "v2.should_trigger")]
    public static string? CheckTrigger(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var matches = false;
        try
        {
            using var text = input.TryGetProperty("triggers_text", out var written) ? JsonDocument.Parse(written.GetString()!) : null;
            var triggers = PluePlanJson.ReadTriggers(text?.RootElement ?? input.GetProperty("triggers"));
            var definition = new WorkflowDefinition { Ref = "f", Triggers = triggers ?? [] };
            var reference = input.TryGetProperty("ref", out var name) ? name.GetString() : "main";
            matches = TriggerMatcher.Match(TriggerIndex.Create([definition]), new WorkflowEvent
            {
                Name = input.GetProperty("event").GetString()!,
                Ref = reference is null || reference.StartsWith("refs/", StringComparison.Ordinal) ? reference : "refs/heads/" + reference,
                Action = input.TryGetProperty("action", out var action) ? action.GetString() : null,
            }).Count > 0;
        }
        catch (JsonException)
        {
            // Triggers that are not JSON start nothing.
        }

        return matches == ConformanceCase.Expected(testCase).GetBoolean() ? null : $"it is {matches}";
    }

    [ConformanceArea("plue", "v2.trigger_payload")]
    public static string? CheckPayload(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var occurrence = new WorkflowEvent
        {
            Name = input.GetProperty("event").GetString()!,
            Ref = input.GetProperty("ref").GetString(),
            Sha = input.GetProperty("commit_sha").GetString(),
            Actor = input.GetProperty("trigger_user_id") is { ValueKind: JsonValueKind.Number } user ? user.GetRawText() : null,
        };
        var run = RunPlanner.NewRun(new WorkflowDefinition { Ref = "f" }, new RunPlan { Hash = "0", Jobs = [] }, occurrence, triggerDepth: 0);
        return Same(
            new
            {
                inputs = run.Inputs,
                status = StatusNames.ToRunName(run.Status),
                trigger_payload = new
                {
                    commit_sha = run.Event.Sha,
                    @event = run.Event.Name,
                    @ref = run.Event.Ref,
                    trigger_user_id = run.Event.Actor is { } actor ? long.Parse(actor, System.Globalization.CultureInfo.InvariantCulture) : (long?)null,
                },
                trigger_type = run.Event.Name,
            },
            ConformanceCase.Expected(testCase));
    }

    private static (IReadOnlyList<PlueWorkflow> Workflows, IReadOnlyList<Diagnostic> Diagnostics) Read(string source, IPromptCatalog? prompts)
    {
        var plans = PlueFile.ReadPlans(
            Encoding.UTF8.GetBytes(source), ".plue/workflows/f.py", Scope.Default, prompts, PythonLimits.Default, out var diagnostics);
        return (plans, diagnostics);
    }

    private static FixedPrompts? Catalog(JsonElement input)
    {
        if (!input.TryGetProperty("prompt_catalog", out var catalog))
        {
            return null;
        }

        return catalog.ValueKind == JsonValueKind.Array
            ? new FixedPrompts([.. catalog.EnumerateArray().Select(name => new PromptSignature { Name = name.GetString()!, File = $".plue/prompts/{name}.prompt.md" })])
            : new FixedPrompts([.. catalog.EnumerateObject().Select(entry => new PromptSignature
            {
                Name = entry.Name,
                File = entry.Value.GetProperty("file_path").GetString()!,
                Client = entry.Value.GetProperty("client").GetString()!,
                IsAgent = entry.Value.GetProperty("type").GetString() == "agent",
                MaxTurns = entry.Value.GetProperty("max_turns").GetInt32(),
                Tools = RunCases.Texts(entry.Value.GetProperty("tools")),
            })]);
    }

    private static string? CompareContract(IReadOnlyList<PlueWorkflow> workflows, List<Diagnostic> errors, JsonElement expected)
    {
        var places = expected.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("line").GetInt32()).ToList();
        if (places.Count == 0 && errors.Count > 0)
        {
            return errors[0].ToString();
        }

        // Where a syntax error is noticed differs; that of anything else is the line it stands on.
        if (places.Count > 0 && !errors.Exists(error => error.Code == PythonCodes.Syntax || places.Contains(error.Span.Start.Line)))
        {
            return $"an error was expected on line {string.Join(", ", places)}, found {string.Join("; ", errors)}";
        }

        var actual = workflows.ToDictionary(workflow => workflow.Definition.Ref, ToJson);
        foreach (var workflow in expected.GetProperty("workflows").EnumerateArray())
        {
            var name = workflow.GetProperty("name").GetString()!;
            if (!actual.Remove(name, out var found))
            {
                return $"the workflow {name} is missing";
            }

            if (!JsonElement.DeepEquals(found, workflow))
            {
                return $"{name} is {found.GetRawText()}";
            }
        }

        return workflows.FirstOrDefault(workflow => actual.ContainsKey(workflow.Definition.Ref) && workflow.Definition.IsValid) is { } more
            ? $"the workflow {more.Definition.Ref} should not be valid"
            : null;
    }

    private static string? CompareIntended(IReadOnlyList<PlueWorkflow> workflows, List<Diagnostic> errors, JsonElement intended, JsonElement expected)
    {
        if (intended.TryGetProperty("line", out var line))
        {
            return errors.Exists(error => error.Span.Start.Line == line.GetInt32()
                && (!intended.TryGetProperty("column", out var column) || error.Span.Start.Column == column.GetInt32()))
                ? null
                : string.Join("; ", errors);
        }

        if (intended.TryGetProperty("errors", out var wanted) && wanted.GetArrayLength() == 0 && !intended.TryGetProperty("workflows", out _))
        {
            return CompareContract(workflows, errors, JsonSerializer.SerializeToElement(new { errors = wanted, workflows = expected.GetProperty("workflows") }));
        }

        if (errors.Count > 0)
        {
            return errors[0].ToString();
        }

        var first = ToJson(workflows[0]);
        var plan = JsonSerializer.SerializeToElement(workflows.Select(ToJson));
        foreach (var field in intended.EnumerateObject())
        {
            var problem = field.Name switch
            {
                "errors" => null,
                "workflows" => Covers(plan, field.Value),
                "steps" => Covers(first.GetProperty("steps"), field.Value),
                "step_count" => workflows[0].Plan.Steps.Count == field.Value.GetInt32() ? null : "the number of steps differs",
                "config" => Covers(ConfigOf(workflows[0].Plan.Steps[0]), field.Value),
                "triggers" => Covers(JsonSerializer.SerializeToElement(first.GetProperty("triggers").EnumerateArray().Select(Flat)), field.Value),
                _ => Covers(first, JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [field.Name] = field.Value })),
            };
            if (problem is not null)
            {
                return $"{field.Name}: {problem}";
            }
        }

        return null;
    }

    /// <summary>The arguments of a shell step with those that have a default.</summary>
    private static JsonElement ConfigOf(PlueStep step)
    {
        var config = new Dictionary<string, object?> { ["cache"] = null, ["env"] = new Dictionary<string, string>() };
        foreach (var (name, value) in step.Config.Where(argument => argument.Key != "name"))
        {
            config[name] = value;
        }

        return JsonSerializer.SerializeToElement(config);
    }

    private static Dictionary<string, JsonElement> Flat(JsonElement trigger)
    {
        var flat = new Dictionary<string, JsonElement> { ["type"] = trigger.GetProperty("type") };
        foreach (var field in trigger.GetProperty("config").EnumerateObject())
        {
            flat[field.Name] = field.Value;
        }

        return flat;
    }

    /// <summary>Whether a value has all that is asked for. A text that is asked for stands for the object with that name or id.</summary>
    private static string? Covers(JsonElement actual, JsonElement expected)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in expected.EnumerateObject())
                {
                    if (!actual.TryGetProperty(field.Name, out var value))
                    {
                        return $"{field.Name} is missing";
                    }

                    if (Covers(value, field.Value) is { } problem)
                    {
                        return $"{field.Name}: {problem}";
                    }
                }

                return null;
            case JsonValueKind.Array:
                return actual.GetArrayLength() != expected.GetArrayLength()
                    ? actual.GetRawText()
                    : actual.EnumerateArray().Zip(expected.EnumerateArray(), Covers).FirstOrDefault(problem => problem is not null);
            case JsonValueKind.String when actual.ValueKind == JsonValueKind.Object:
                return actual.GetProperty("name").GetString() == expected.GetString() || actual.GetProperty("id").GetString() == expected.GetString()
                    ? null
                    : actual.GetRawText();
            default:
                return JsonElement.DeepEquals(actual, expected) ? null : actual.GetRawText();
        }
    }

    private static string? CheckShape(string call, JsonElement expected)
    {
        var (workflows, diagnostics) = Read($"@workflow(triggers=[push()])\ndef f(ctx):\n    a = ctx.run(name='a', cmd='true')\n    {call}\n", null);
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError) is { } error)
        {
            return error.ToString();
        }

        var step = JsonSerializer.SerializeToNode(ToJson(workflows[0]).GetProperty("steps")[1])!;
        step["config"] = JsonSerializer.SerializeToNode(ConfigOf(workflows[0].Plan.Steps[1]));
        return Same(step, expected);
    }

    private static string? CheckSource(JsonElement input, JsonElement expected)
    {
        if (!input.TryGetProperty("source", out var source))
        {
            return $"no check reads {input.GetRawText()}";
        }

        var (workflows, diagnostics) = Read(source.GetString()!, Catalog(input));
        return CompareIntended(workflows, [.. diagnostics.Where(diagnostic => diagnostic.IsError)], expected, expected);
    }

    private static JsonElement ToJson(PlueWorkflow workflow)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            PluePlanJson.Write(writer, workflow);
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private static string? Same(object? actual, JsonElement expected)
    {
        var json = JsonSerializer.SerializeToElement(actual);
        return JsonElement.DeepEquals(json, expected) ? null : json.GetRawText();
    }

    private sealed class FixedPrompts(IReadOnlyList<PromptSignature> prompts) : IPromptCatalog
    {
        public IReadOnlyCollection<string> Names => [.. prompts.Select(prompt => prompt.Name)];

        public PromptSignature? Find(string name) => prompts.FirstOrDefault(prompt => prompt.Name == name);
    }
}
