using System.Text.Json;
using WorkflowEngine.Definitions.Schemas;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about values and the schemas they must keep to.</summary>
internal static class SchemaConformance
{
    [ConformanceArea("plue", "schema.validate")]
    public static string? Validate(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        var diagnostics = new List<Diagnostic>();
        if (!JsonSchema.TryRead(input.GetProperty("schema"), default, diagnostics, out var schema))
        {
            return $"the schema is refused: {diagnostics[0].Message}";
        }

        var errors = schema.Validate(input.GetProperty("data"));
        if (errors.Count == 0 != expected.GetProperty("valid").GetBoolean())
        {
            return errors.Count == 0 ? "it is valid" : $"it is not valid: {errors[0]}";
        }

        return expected.TryGetProperty("first_error", out var first) && first.GetString() != errors[0].ToString()
            ? $"expected {first.GetString()}, got {errors[0]}"
            : null;
    }
}
