using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of the schemas of parameters and result, in both forms: a JSON Schema, or a map of names to schemas.</summary>
internal static class SchemaRules
{
    private static readonly string[] Types = ["string", "integer", "number", "boolean", "array", "object", "null"];

    public static void Check(WorkflowDefinition definition, RuleFindings findings)
    {
        CheckSchema(definition.Parameters, "parameters", definition, findings);
        CheckSchema(definition.Output, "output", definition, findings);
    }

    private static void CheckSchema(JsonElement? schema, string field, WorkflowDefinition definition, RuleFindings findings)
    {
        if (schema is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
        {
            return;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            findings.Error(TaskCodes.InvalidSchema, $"The {field} schema must be an object.", definition, field, SourceSpan.None);
            return;
        }

        var properties = ParameterSchema.IsJsonSchema(given) ? given.GetProperty("properties") : given;
        if (properties.ValueKind != JsonValueKind.Object)
        {
            findings.Error(TaskCodes.InvalidSchema, $"The properties of the {field} schema must be an object.", definition, field, SourceSpan.None);
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            CheckType(property, field, definition, findings);
        }
    }

    private static void CheckType(JsonProperty property, string field, WorkflowDefinition definition, RuleFindings findings)
    {
        if (property.Value.ValueKind != JsonValueKind.Object || !property.Value.TryGetProperty("type", out var type))
        {
            return;
        }

        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type];
        foreach (var name in names)
        {
            var text = name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText();
            if (name.ValueKind != JsonValueKind.Object && !Types.Contains(text))
            {
                findings.Error(
                    TaskCodes.InvalidSchema,
                    $"The type of {Quoted.Text(property.Name)} in '{field}' is {Quoted.Text(text)}, which is none of JSON Schema.",
                    definition,
                    field,
                    SourceSpan.None,
                    NearestName.Hint(text, Types) ?? $"Write one of {Quoted.List(Types, "or")}.");
            }
        }
    }
}
