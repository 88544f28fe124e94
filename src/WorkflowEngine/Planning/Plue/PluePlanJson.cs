using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Planning.Plue;

/// <summary>
/// The plan of a Python workflow as a JSON document: name, triggers, image, dockerfile and steps, a group's children before the group. The
/// arguments of a step stand in <c>config.data</c>; a document that has them in <c>config</c> itself is read as well.
/// </summary>
internal static class PluePlanJson
{
    private static readonly string[] Filters =
        ["branches", "branches_ignore", "tags", "tags_ignore", "paths", "paths_ignore", "types"];

    public static void Write(Utf8JsonWriter writer, PlueWorkflow workflow)
    {
        writer.WriteStartObject();
        writer.WriteString("name", workflow.Definition.Ref);
        writer.WriteStartArray("triggers");
        foreach (var trigger in workflow.Definition.Triggers)
        {
            WriteTrigger(writer, trigger, workflow.Definition.Inputs);
        }

        writer.WriteEndArray();
        writer.WriteString("image", workflow.Image);
        writer.WriteString("dockerfile", workflow.Dockerfile);
        writer.WriteStartArray("steps");
        foreach (var step in workflow.Plan.Steps)
        {
            WriteStep(writer, step);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The document with the arguments of every step in <c>config.data</c>; steps without <c>config</c> stay as they are.</summary>
    public static JsonNode? Wrap(JsonNode? document)
    {
        var copy = document?.DeepClone();
        if ((copy as System.Text.Json.Nodes.JsonObject)?["steps"] is not JsonArray steps)
        {
            return copy;
        }

        foreach (var step in steps.OfType<System.Text.Json.Nodes.JsonObject>())
        {
            if (step["config"] is System.Text.Json.Nodes.JsonObject config && !config.ContainsKey("data"))
            {
                step["config"] = new System.Text.Json.Nodes.JsonObject { ["data"] = config.DeepClone() };
            }
        }

        return copy;
    }

    /// <summary>Reads a document. Every key has to be there, also those whose value may be null; others are passed over.</summary>
    /// <returns>The plan, or the word for what is wrong: <c>MissingField</c>, <c>InvalidEnumTag</c>, <c>UnexpectedToken</c>.</returns>
    public static (PluePlan? Plan, string? Error) Read(JsonElement document)
    {
        try
        {
            var triggers = new List<TriggerDefinition>();
            foreach (var trigger in Required(document, "triggers").EnumerateArray())
            {
                triggers.Add(ReadTrigger(trigger) ?? throw new FormatException("InvalidEnumTag"));
            }

            var steps = new List<PluePlanStep>();
            foreach (var step in Required(document, "steps").EnumerateArray())
            {
                steps.Add(ReadStep(step));
            }

            return (new PluePlan(
                Required(document, "name").GetString()!,
                triggers,
                Required(document, "image").GetString(),
                Required(document, "dockerfile").GetString(),
                steps), null);
        }
        catch (FormatException exception)
        {
            return (null, exception.Message);
        }
        catch (InvalidOperationException)
        {
            return (null, "UnexpectedToken");
        }
    }

    /// <summary>Reads the list of triggers; null when it is not one, and what is not a known trigger starts nothing.</summary>
    public static IReadOnlyList<TriggerDefinition>? ReadTriggers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var triggers = new List<TriggerDefinition>();
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                && ReadTrigger(element) is { } trigger)
            {
                triggers.Add(trigger);
            }
        }

        return triggers;
    }

    private static void WriteTrigger(Utf8JsonWriter writer, TriggerDefinition trigger, IReadOnlyList<InputDefinition> inputs)
    {
        writer.WriteStartObject();
        writer.WriteString("type", trigger.Event);
        writer.WriteStartObject("config");
        foreach (var name in Filters)
        {
            if (FilterOf(trigger.Filter, name) is { } patterns)
            {
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, patterns);
            }
        }

        if (trigger.Filter.Contains is { } contains)
        {
            writer.WriteString("contains", contains);
        }

        if (trigger.Cron is { } cron)
        {
            writer.WriteString("cron", cron);
        }

        if (trigger.Event == "manual" && inputs.Count > 0)
        {
            writer.WritePropertyName("inputs");
            JsonSerializer.Serialize(writer, inputs.ToDictionary(input => input.Name, TypeOf));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter writer, PlueStep step)
    {
        writer.WriteStartObject();
        writer.WriteString("id", step.Id);
        writer.WriteString("name", step.Label ?? "unnamed");
        writer.WriteString("type", TypeOf(step.Kind));
        writer.WriteStartObject("config");
        writer.WriteStartObject("data");
        foreach (var (name, value) in step.Config)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        if (step.Function is { } function)
        {
            writer.WriteString("function", function);
        }

        if (step is { Kind: PlueStepKind.Shell, Config.Count: 0 })
        {
            writer.WriteString("cmd", step.Command);
        }

        if (step.Prompt is { } prompt)
        {
            WritePrompt(writer, prompt);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WritePropertyName("depends_on");
        JsonSerializer.Serialize(writer, step.DependsOn ?? []);
        writer.WriteEndObject();
    }

    private static void WritePrompt(Utf8JsonWriter writer, PromptCall prompt)
    {
        writer.WriteString("prompt_path", prompt.File);
        writer.WritePropertyName("inputs");
        prompt.Inputs.WriteTo(writer);
        writer.WriteString("client", prompt.Client);
        writer.WritePropertyName("tools");
        prompt.Tools.WriteTo(writer);
        writer.WriteNumber("max_turns", prompt.MaxTurns);
    }

    private static TriggerDefinition? ReadTrigger(JsonElement trigger)
    {
        var type = Required(trigger, "type").GetString();
        if (type is not ("push" or "pull_request" or "issue" or "issue_comment" or "chat" or "webhook" or "manual" or "schedule"))
        {
            return null;
        }

        var config = Required(trigger, "config");
        return new TriggerDefinition
        {
            Event = type,
            Cron = config.TryGetProperty("cron", out var cron) ? cron.GetString() : null,
            Filter = new EventFilter
            {
                Branches = Texts(config, "branches"),
                BranchesIgnore = Texts(config, "branches_ignore"),
                Tags = Texts(config, "tags"),
                TagsIgnore = Texts(config, "tags_ignore"),
                Paths = Texts(config, "paths"),
                PathsIgnore = Texts(config, "paths_ignore"),
                Types = Texts(config, "types"),
                Contains = config.TryGetProperty("contains", out var contains) ? contains.GetString() : null,
            },
        };
    }

    private static PluePlanStep ReadStep(JsonElement step)
    {
        var config = Required(step, "config");
        var data = config.TryGetProperty("data", out var wrapped) ? wrapped : config;
        return new PluePlanStep(
            Required(step, "id").GetString()!,
            Required(step, "name").GetString()!,
            KindOf(Required(step, "type").GetString()) ?? throw new FormatException("InvalidEnumTag"),
            data.ValueKind == JsonValueKind.Object ? data.Clone() : throw new FormatException("UnexpectedToken"),
            [.. Required(step, "depends_on").EnumerateArray().Select(id => id.GetString()!)]);
    }

    private static JsonElement Required(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : throw new FormatException("MissingField");

    private static IReadOnlyList<string>? Texts(JsonElement config, string name) => !config.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.GetString()!)],
            JsonValueKind.String => [value.GetString()!],
            _ => null,
        };

    private static IReadOnlyList<string>? FilterOf(EventFilter filter, string name) => name switch
    {
        "branches" => filter.Branches,
        "branches_ignore" => filter.BranchesIgnore,
        "tags" => filter.Tags,
        "tags_ignore" => filter.TagsIgnore,
        "paths" => filter.Paths,
        "paths_ignore" => filter.PathsIgnore,
        _ => filter.Types,
    };

    /// <summary>A type as prompts write it.</summary>
    private static string TypeOf(InputDefinition input)
    {
        var type = input.Type switch
        {
            InputType.WholeNumber => "integer",
            InputType.Number => "number",
            InputType.Boolean => "boolean",
            InputType.Choice => string.Join(" | ", input.Choices.Select(choice => choice.ToString())),
            InputType.List => "list",
            InputType.Map => "object",
            _ => "string",
        };
        return input.Required ? type : type + "?";
    }

    private static string TypeOf(PlueStepKind kind) => kind switch
    {
        PlueStepKind.Llm => "llm",
        PlueStepKind.Agent => "agent",
        PlueStepKind.Parallel => "parallel",
        PlueStepKind.Python => "python",
        _ => "shell",
    };

    private static PlueStepKind? KindOf(string? type) => type switch
    {
        "shell" => PlueStepKind.Shell,
        "llm" => PlueStepKind.Llm,
        "agent" => PlueStepKind.Agent,
        "parallel" => PlueStepKind.Parallel,
        _ => null,
    };
}
