using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers the cases of files whose tasks start each other through transitions.</summary>
internal static partial class TaskFileConformance
{
    // What the source calls an error of the YAML reader, of a field, of the structure, or of the meaning.
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["ValidationError"] = [TaskCodes.InvalidText, TaskCodes.NoTasks, DefinitionCodes.InvalidRetry],
        ["MissingField"] = [TaskCodes.Incomplete],
        ["InvalidField"] = [TaskCodes.EmptyParallel],
        ["InvalidTaskReference"] = [TaskCodes.UnknownTarget],
        ["GraphError"] = [TaskCodes.UnknownTarget],
        ["SemanticError"] =
        [
            TaskCodes.InvalidText, TaskCodes.NoTasks, TaskCodes.DuplicateTask, TaskCodes.Incomplete, TaskCodes.EmptyParallel,
            TaskCodes.ReservedName, TaskCodes.InvalidVariable, TaskCodes.InvalidDecision, TaskCodes.InvalidItems, DefinitionCodes.InvalidRetry,
            TaskCodes.InvalidJoin, TaskCodes.NoEntryPoint,
        ],
        ["UnreachableTask"] = [TaskCodes.Unreachable],
        ["NoEntryPoint"] = [TaskCodes.NoEntryPoint],
        ["InvalidActionRef"] = [TaskCodes.InvalidAction],
        ["SchemaError"] = [TaskCodes.InvalidSchema],
    };

    // What a parser of the source does not look at, its validator does.
    private static readonly HashSet<string> OfTheValidator =
    [
        TaskCodes.DuplicateTask, TaskCodes.ReservedName, TaskCodes.InvalidVariable, TaskCodes.Unreachable, TaskCodes.NoEntryPoint,
        TaskCodes.InvalidJoin, TaskCodes.InvalidAction, TaskCodes.InvalidSchema, TaskCodes.InvalidDecision, TaskCodes.InvalidItems,
        TaskCodes.ItemWithoutItems, TaskCodes.UnknownTask, ExpressionCodes.UnknownName, ExpressionCodes.UnknownFunction,
    ];

    public static WorkflowParseResult Read(string yaml, string? workflow = null) =>
        WorkflowYaml.ReadTasks(Encoding.UTF8.GetBytes(yaml), "w.yaml", new Scope("p"), new TaskWorkflowHeader { Ref = workflow });

    [ConformanceArea("attune", "workflow.parser", "workflow.parser.v2025")]
    public static string? CheckParser(JsonElement testCase)
    {
        var yaml = testCase.GetProperty("input").GetProperty("yaml").GetString()!;
        var expected = ConformanceCase.Expected(testCase);
        if (expected.TryGetProperty("error", out _))
        {
            return CheckError(Read(yaml), expected);
        }

        // A file without a ref gets it from its place.
        var wanted = expected.GetProperty("definition");
        var result = Read(yaml, wanted.GetProperty("ref").GetString() is { Length: > 0 } ? null : "p.w");
        var errors = result.Diagnostics.Where(found => found.IsError && !OfTheValidator.Contains(found.Code)
            && !(found.Code == DefinitionCodes.InvalidRetry && found.Message.Contains("max_delay", StringComparison.Ordinal))).ToList();
        if (errors.Count > 0 || result.Definitions.Count != 1)
        {
            return string.Join("; ", errors) is { Length: > 0 } text ? text : "there is no definition";
        }

        var actual = TaskJson.Write(result.Definitions[0]);
        if (wanted.GetProperty("ref").GetString() is "")
        {
            actual["ref"] = "";
        }

        return Compare(actual, wanted);
    }

    [ConformanceArea("attune", "workflow.validator", "workflow.validator.v2025")]
    public static string? CheckValidator(JsonElement testCase)
    {
        var result = Read(testCase.GetProperty("input").GetProperty("yaml").GetString()!);
        var expected = ConformanceCase.Expected(testCase);
        return expected.TryGetProperty("error", out _) ? CheckError(result, expected) : FirstError(result);
    }

    [ConformanceArea("attune", "workflow.validator.action_ref")]
    public static string? CheckAction(JsonElement testCase) =>
        Accepted(testCase, TaskRules.IsAction(testCase.GetProperty("input").GetProperty("action").GetString()!), "valid");

    [ConformanceArea("attune", "workflow.validator.reserved_task_name")]
    public static string? CheckReserved(JsonElement testCase) =>
        Accepted(testCase, !TaskRules.IsReserved(testCase.GetProperty("input").GetProperty("task_name").GetString()!), "valid");

    [ConformanceArea("attune", "workflow.validator.var_name")]
    public static string? CheckVariable(JsonElement testCase) =>
        Accepted(testCase, FlowRules.IsVariable(testCase.GetProperty("input").GetProperty("name").GetString()!), "valid");

    [ConformanceArea("attune", "db.action_ref")]
    public static string? CheckActionRef(JsonElement testCase) =>
        Accepted(testCase, PackNames.IsAction(testCase.GetProperty("input").GetProperty("ref").GetString()!), "accepted");

    [ConformanceArea("attune", "db.pack_ref")]
    public static string? CheckPack(JsonElement testCase) =>
        Accepted(testCase, PackNames.IsPack(testCase.GetProperty("input").GetProperty("ref").GetString()!), "accepted");

    [ConformanceArea("attune", "db.pack_version")]
    public static string? CheckVersion(JsonElement testCase) =>
        Accepted(testCase, PackNames.IsVersion(testCase.GetProperty("input").GetProperty("version").GetString()!), "accepted");

    [ConformanceArea("attune", "params.flat_to_json_schema")]
    public static string? CheckSchema(JsonElement testCase)
    {
        var schema = ParameterSchema.ToJsonSchema(testCase.GetProperty("input").GetProperty("schema"));
        var wanted = ConformanceCase.Expected(testCase).GetProperty("schema");
        var actual = schema is { } given ? JsonNode.Parse(given.GetRawText()) : null;
        return JsonNode.DeepEquals(actual, JsonNode.Parse(wanted.GetRawText())) ? null : $"expected {wanted}, got {actual}";
    }

    [ConformanceArea("attune", "workflow.graph")]
    public static string? CheckGraph(JsonElement testCase)
    {
        var jobs = Read(testCase.GetProperty("input").GetProperty("yaml").GetString()!).Definitions[0].Jobs;
        var graph = FlowGraph.Of(jobs);
        var actual = new JsonObject
        {
            ["entry_points"] = Names(graph.EntryPoints.Select(index => jobs[index].Name)),
            ["inbound"] = Edges(jobs, graph.Inbound),
            ["outbound"] = Edges(jobs, graph.Outbound),
            ["join"] = new JsonObject(jobs.Where(job => job.Flow!.Join is not null)
                .Select(job => KeyValuePair.Create(job.Name, (JsonNode?)job.Flow!.Join))),
            ["next"] = new JsonObject(jobs.Select(job => KeyValuePair.Create(job.Name, (JsonNode?)new JsonObject
            {
                ["failure"] = Names(FlowGraph.NextOf(job, succeeded: false)),
                ["success"] = Names(FlowGraph.NextOf(job, succeeded: true)),
            }))),
            ["transition_kinds"] = new JsonObject(jobs.Select(job => KeyValuePair.Create(
                job.Name, (JsonNode?)Names(job.Flow!.Transitions.Select(transition => FlowGraph.KindOf(transition).ToString()))))),
        };
        return JsonNode.DeepEquals(actual, JsonNode.Parse(ConformanceCase.Expected(testCase).GetRawText()))
            ? null
            : $"expected {ConformanceCase.Expected(testCase)}, got {actual.ToJsonString()}";
    }

    [ConformanceArea("attune", "workflow.expression_validator")]
    public static string? CheckExpressions(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var header = new TaskWorkflowHeader
        {
            Parameters = input.GetProperty("param_schema") is { ValueKind: JsonValueKind.Object } schema ? schema : null,
        };
        var result = WorkflowYaml.ReadTasks(Encoding.UTF8.GetBytes(input.GetProperty("yaml").GetString()!), "w.yaml", new Scope("p"), header);
        var found = result.Diagnostics.Where(diagnostic => diagnostic.Code is ExpressionCodes.UnknownName or ExpressionCodes.Syntax).ToList();
        var expected = ConformanceCase.Expected(testCase).GetProperty("warnings").EnumerateArray().ToList();
        var missing = expected.Count(warning =>
        {
            var message = warning.GetProperty("message").GetString()!;
            var name = Unknown().Match(message);
            var place = warning.GetProperty("location").GetString()!;
            return !found.Exists(diagnostic => name.Success
                ? diagnostic.Message == $"In {place}: unknown variable '{name.Groups[1].Value}'."
                : diagnostic.Code == ExpressionCodes.Syntax);
        });
        return missing == 0 && found.Count == expected.Count
            ? null
            : $"expected {string.Join("; ", expected)}, got {string.Join("; ", found)}";
    }

    private static string? Accepted(JsonElement testCase, bool actual, string property) =>
        actual == ConformanceCase.Expected(testCase).GetProperty(property).GetBoolean() ? null : $"it is {(actual ? "" : "not ")}{property}";

    private static string? FirstError(WorkflowParseResult result) => result.Diagnostics.FirstOrDefault(found => found.IsError)?.ToString();

    private static string? CheckError(WorkflowParseResult result, JsonElement expected)
    {
        var kind = expected.GetProperty("error").GetString()!;
        var message = expected.GetProperty("message").GetString()!;
        var errors = result.Diagnostics.Where(found => found.IsError).ToList();

        // The names in the message must be in ours as well; its words need not.
        var names = Named().Matches(message).Select(match => match.Groups[1].Value).ToList();
        var matching = errors.Where(found => kind == "YamlError"
            ? found.Code.StartsWith("WF3", StringComparison.Ordinal) || found.Code is DefinitionCodes.InvalidRetry or TaskCodes.InvalidText
            : Kinds[kind].Contains(found.Code) && names.TrueForAll(name => found.Message.Contains(name, StringComparison.Ordinal)));
        return matching.Any() ? null : $"expected {kind}: {message}, got {string.Join("; ", result.Diagnostics)}";
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode?)name)]);

    private static JsonObject Edges(IReadOnlyList<JobDefinition> jobs, int[][] edges) => new(jobs
        .Select((job, index) => KeyValuePair.Create(job.Name, edges[index]))
        .Where(edge => edge.Value.Length > 0)
        .Select(edge => KeyValuePair.Create(
            edge.Key, (JsonNode?)Names(edge.Value.Select(index => jobs[index].Name).Order(StringComparer.Ordinal)))));

    private static string? Compare(JsonNode actual, JsonElement wanted)
    {
        var expected = Normalize(JsonNode.Parse(wanted.GetRawText()));
        var given = Normalize(actual);
        return JsonNode.DeepEquals(given, expected) ? null : $"expected {expected?.ToJsonString()}, got {given?.ToJsonString()}";
    }

    /// <summary>Leaves out what says nothing, the braces around conditions, and how variables to publish are grouped.</summary>
    private static JsonNode? Normalize(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            return new JsonArray([.. array.Select(Normalize)]);
        }

        if (node is not JsonObject json)
        {
            return node is JsonValue value && value.TryGetValue<double>(out var number) ? JsonValue.Create(number) : node?.DeepClone();
        }

        json = InLaterForm(json);
        var normalized = new JsonObject();
        foreach (var (key, entry) in json.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var changed = key switch
            {
                "when" or "on_error" when entry is JsonValue condition => JsonValue.Create(Braces().Replace(condition.GetValue<string>(), "$1")),
                "publish" => Flat((JsonArray?)entry),
                "label" when entry is JsonValue label && label.GetValue<string>().Length == 0 => null,
                "cancellation_policy" when entry?.GetValue<string>() == "allow_finish" => null,
                _ => Normalize(entry),
            };
            if (changed is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
            {
                normalized[key] = changed;
            }
        }

        return normalized;
    }

    /// <summary>A task of the older form as one of the later.</summary>
    private static JsonObject InLaterForm(JsonObject json)
    {
        if (!json.ContainsKey("action") || json["next"] is JsonArray { Count: > 0 })
        {
            return json;
        }

        var next = new JsonArray();
        foreach (var (key, when) in new[] { ("on_success", "succeeded()"), ("on_failure", "failed()"), ("on_complete", null), ("on_timeout", "timed_out()") })
        {
            if (json[key] is { } target)
            {
                next.Add((JsonNode)new JsonObject { ["when"] = when, ["do"] = new JsonArray(target.DeepClone()) });
            }
        }

        foreach (var branch in (json["decision"] as JsonArray) ?? [])
        {
            next.Add((JsonNode)new JsonObject { ["when"] = branch!["when"]?.DeepClone(), ["do"] = new JsonArray(branch["next"]!.DeepClone()) });
        }

        if (json["publish"] is JsonArray { Count: > 0 } publish)
        {
            if (next.Count == 0)
            {
                next.Add((JsonNode)new JsonObject { ["when"] = "succeeded()" });
            }

            next[0]!["publish"] = publish.DeepClone();
        }

        string[] older = ["on_success", "on_failure", "on_complete", "on_timeout", "decision", "publish", "next"];
        return new JsonObject(json.Where(entry => !older.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())))
        {
            ["next"] = next,
        };
    }

    private static JsonArray? Flat(JsonArray? publish) => publish is null ? null : new JsonArray([.. publish.SelectMany(item => item is JsonObject json
        ? json.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(JsonNode? (entry) => new JsonObject { [entry.Key] = Normalize(entry.Value) })
        : [new JsonObject { [item!.GetValue<string>()] = "{{ result() }}" }])]);

    [GeneratedRegex("unknown variable '([^']*)'")]
    private static partial Regex Unknown();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\s*\{\{\s*(.*?)\s*\}\}\s*$")]
    private static partial Regex Braces();
}
