using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Expressions.Templates;

namespace WorkflowEngine.Tests.Expressions;

/// <summary>
/// Compares with what Jinja2 made of random templates; see <c>Fixtures/Templates/generate.py</c>. More of them are read from the
/// file that the environment variable names.
/// </summary>
public sealed class TemplateDifferentialTests(ITestOutputHelper output)
{
    private const string Variable = "WORKFLOWENGINE_TEMPLATE_CASES";

    [Fact]
    public void Random_templates_give_what_Jinja_makes_of_them()
    {
        var file = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(AppContext.BaseDirectory, "Fixtures", "Templates", "jinja.jsonl");
        var lines = File.ReadAllLines(file);
        var inputs = Inputs(lines[0]);
        var wrong = new List<string>();
        foreach (var line in lines.Skip(1))
        {
            using var document = JsonDocument.Parse(line);
            var source = document.RootElement.GetProperty("template").GetString()!;
            var expected = document.RootElement.GetProperty("rendered").GetString();
            var (actual, error) = Render(source, inputs);
            if (actual != expected)
            {
                wrong.Add($"{JsonSerializer.Serialize(source)}\n    jinja {JsonSerializer.Serialize(expected)}\n    here  {JsonSerializer.Serialize(actual)} {error}");
            }
        }

        output.WriteLine($"{lines.Length - 1 - wrong.Count} of {lines.Length - 1} agree");
        wrong.Take(20).Should().BeEmpty();
    }

    private static (string? Text, string Error) Render(string source, IReadOnlyDictionary<string, ExpressionValue> inputs)
    {
        var diagnostics = new List<Diagnostic>();
        if (!Template.TryParse(new TemplateSource(source, null, new(1, 1)), diagnostics, out var template))
        {
            return (null, diagnostics[0].ToString());
        }

        var result = template.Render(inputs);
        return (result.Text, result.Diagnostics.Count > 0 ? result.Diagnostics[0].ToString() : "");
    }

    private static IReadOnlyDictionary<string, ExpressionValue> Inputs(string line)
    {
        ExpressionValue.FromJson(JsonDocument.Parse(line).RootElement.GetProperty("context")).TryGetMap(out var inputs);
        return inputs!;
    }
}
