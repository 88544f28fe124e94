using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>Reads a file whose tasks start each other through transitions, in the form of 2025 and in the later one.</summary>
internal static class TaskWorkflowReader
{
    private static readonly YamlKeys Keys = new(
        "The workflow",
        [
            "ref", "label", "description", "version", "parameters", "output", "vars", "tasks", "output_map", "tags", "cancellation_policy",
            "on|triggers", "concurrency", "allow_self_trigger",
        ])
    {
        AllowsExtensions = true,
    };

    private static readonly (string Word, CancellationPolicy Value)[] Policies =
        [("allow_finish", CancellationPolicy.AllowFinish), ("cancel_running", CancellationPolicy.CancelRunning)];

    /// <param name="root">The outermost mapping.</param>
    /// <param name="given">What the place of the file, or an action that names it, says already; its values stand in for absent ones.</param>
    /// <param name="reading">What the readers of the file share.</param>
    public static WorkflowDefinition Read(YamlMapping root, TaskWorkflowHeader given, YamlReading reading)
    {
        var fields = new YamlFields(root, Keys, reading.Findings);
        var definition = new WorkflowDefinition
        {
            Ref = Ref(fields, given.Ref, reading.Findings),
            Label = fields.Text("label") is { Length: > 0 } label ? label : given.Label,
            Description = fields.Text("description") ?? given.Description,
            Version = fields.Text("version"),
            Tags = fields.Texts("tags") ?? given.Tags,
            Parameters = given.Parameters ?? Json(fields, "parameters"),
            Output = given.Output ?? Json(fields, "output"),
            Vars = Values(fields.Mapping("vars")),
            Outputs = Outputs(fields, reading),
            Cancellation = fields.Word("cancellation_policy", Policies) ?? CancellationPolicy.AllowFinish,
            Triggers = new TriggerReader(reading).Read(fields),
            Concurrency = PolicyReader.Concurrency(fields, reading),
            AllowSelfTrigger = fields.Boolean("allow_self_trigger"),
            Jobs = Jobs(fields, root, reading),
        };
        if (!fields.TryGet("version", out _))
        {
            reading.Findings.Error(YamlCodes.InvalidValue, "The workflow has no version.", root.Span, "Add for example 'version: 1.0.0'.");
        }

        reading.Spans.Add(definition, fields);
        return definition;
    }

    public static IReadOnlyDictionary<string, JsonElement> Values(YamlMapping? mapping) => mapping is not { Entries.Count: > 0 }
        ? EmptyMap.Json
        : YamlJson.Element(mapping).EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);

    private static IReadOnlyList<JobDefinition> Jobs(YamlFields fields, YamlMapping root, YamlReading reading)
    {
        if (fields.TryGet("tasks", out var tasks))
        {
            return new TaskReader(reading).Read(fields, tasks);
        }

        reading.Findings.Error(YamlCodes.WrongType, "'tasks' must be a list of tasks, not nothing.", fields.SpanOf("tasks", root.Span));
        return [];
    }

    private static JsonElement? Json(YamlFields fields, string field) => fields.TryGet(field, out var value) ? YamlJson.Element(value) : null;

    /// <summary>One ref everywhere: that of the place of the file, which the file may repeat.</summary>
    private static string Ref(YamlFields fields, string? given, Findings findings)
    {
        var written = fields.Text("ref") ?? "";
        if (given is null || written.Length == 0 || written == given)
        {
            return given ?? written;
        }

        findings.Error(
            YamlCodes.RefMismatch,
            $"The ref {Quoted.Text(written)} differs from {Quoted.Text(given)}, which is the pack and the name of the file.",
            fields.SpanOf("ref", SourceSpan.None),
            "Rename the file, or leave 'ref' out.");
        return given;
    }

    private static IReadOnlyDictionary<string, ExpressionTemplate> Outputs(YamlFields fields, YamlReading reading)
    {
        if (fields.Mapping("output_map") is not { Entries.Count: > 0 } mapping)
        {
            return EmptyMap.Templates;
        }

        var templates = new YamlTemplates(reading.Findings);
        var outputs = new Dictionary<string, ExpressionTemplate>(mapping.Entries.Count, StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (value is not YamlScalar { IsNull: false } scalar)
            {
                reading.Findings.Error(
                    YamlCodes.WrongType, $"{Quoted.Text(key.Text)} in 'output_map' must be text, not {value.Kind}.", value.Span);
            }
            else if (templates.Text(scalar) is { } template)
            {
                outputs.Add(key.Text, template);
            }
        }

        return outputs;
    }
}
