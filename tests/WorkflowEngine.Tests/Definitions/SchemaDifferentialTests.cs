using System.Text.Json;
using WorkflowEngine.Definitions.Schemas;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Tests.Definitions;

/// <summary>
/// Compares with the verdicts of the Python package jsonschema on random schemas; see <c>Fixtures/Schemas/generate.py</c>. More of
/// them are read from the file that the environment variable names.
/// </summary>
public sealed class SchemaDifferentialTests
{
    private const string Variable = "WORKFLOWENGINE_SCHEMA_CASES";

    [Fact]
    public void Random_values_are_judged_as_the_reference_judges_them()
    {
        var file = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(AppContext.BaseDirectory, "Fixtures", "Schemas", "jsonschema.jsonl");
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            var diagnostics = new List<Diagnostic>();
            var isRead = JsonSchema.TryRead(document.RootElement.GetProperty("schema"), default, diagnostics, out var schema);
            var errors = schema?.Validate(document.RootElement.GetProperty("value"));
            if (!isRead || errors!.Count == 0 != document.RootElement.GetProperty("valid").GetBoolean())
            {
                wrong.Add($"{line}: {(isRead ? string.Join("; ", errors!) : diagnostics[0].ToString())}");
            }
        }

        wrong.Take(10).Should().BeEmpty();
    }
}
