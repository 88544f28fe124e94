using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Definitions.Schemas;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Parsing;
using WorkflowEngine.Parsing.Prompts;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about prompt files.</summary>
internal static class PromptConformance
{
    [ConformanceArea("plue", "prompt.type_to_json_schema", "prompt.schema")]
    public static string? Schema(JsonElement testCase)
    {
        var (prompt, errors) = Read($"---\nname: X\ninputs: {testCase.GetProperty("input").GetRawText()}\n---\n");
        var expected = ConformanceCase.Expected(testCase);
        if (expected.ValueKind == JsonValueKind.Object && (expected.TryGetProperty("error", out var error) || expected.TryGetProperty("error_prefix", out error)))
        {
            return errors.Count > 0 && Text(errors[0]).StartsWith(error.GetString()!, StringComparison.Ordinal) ? null : $"got {prompt.Inputs}";
        }

        return errors.Count == 0 && IsSameSchema(prompt.Inputs, expected) ? null : $"expected {expected}, got {prompt.Inputs} {string.Join("; ", errors)}";
    }

    [ConformanceArea("plue", "prompt.parse")]
    public static string? Parse(JsonElement testCase)
    {
        var (prompt, errors) = Read(testCase.GetProperty("input").GetProperty("source").GetString()!);
        var expected = ConformanceCase.Expected(testCase);
        if (expected.TryGetProperty("error_class", out var kind))
        {
            return errors.Count == 0 ? "it is valid"
                : expected.TryGetProperty("error", out var text) && Text(errors[0]) != text.GetString() ? Text(errors[0])
                : ClassOf(errors[0]) == kind.GetString() || errors[0].Code == PromptCodes.MissingField ? null : $"got {errors[0]}";
        }

        if (errors.Count > 0)
        {
            return errors[0].ToString();
        }

        var actual = JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["name"] = prompt.Name,
            ["client"] = prompt.Client,
            ["prompt_type"] = prompt.IsAgent ? "agent" : "llm",
            ["inputs_schema"] = prompt.Inputs,
            ["output_schema"] = prompt.Output,
            ["tools"] = prompt.Tools,
            ["max_turns"] = prompt.MaxTurns,
            ["extends"] = prompt.Extends,
            ["body_template"] = prompt.Body,
        });
        foreach (var wanted in expected.EnumerateObject())
        {
            if (!actual.TryGetProperty(wanted.Name, out var got) || !JsonEquality.Instance.Equals(got, wanted.Value))
            {
                return $"{wanted.Name}: expected {wanted.Value.GetRawText()}, got {got.GetRawText()}";
            }
        }

        return null;
    }

    [ConformanceArea("plue", "prompt.split_frontmatter")]
    public static string? Split(JsonElement testCase)
    {
        var parts = PromptParts.Split(testCase.GetProperty("input").GetProperty("source").GetString()!, new Findings());
        var expected = ConformanceCase.Expected(testCase);
        return parts?.Front == expected.GetProperty("frontmatter").GetString() && parts?.Body == expected.GetProperty("body").GetString()
            ? null
            : $"got {parts}";
    }

    [ConformanceArea("plue", "prompt.render")]
    public static string? Render(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var folder = Directory.CreateTempSubdirectory("prompt-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "partials"));
            File.WriteAllText(Path.Combine(folder.FullName, "partials", "x.md"), "included");
            File.WriteAllText(Path.Combine(folder.FullName, "base.prompt.md"), "---\nname: Base\n---\n<{% block a %}{% endblock %}>");
            var (prompt, errors) = Read($"---\nname: X\n---\n{input.GetProperty("template").GetString()}");
            var result = errors.Count > 0 ? new(null, false, errors) : prompt.Render(
                input.GetProperty("inputs"), PromptFolder.Around(Path.Combine(folder.FullName, prompt.File)).Load);
            return Judge(testCase, prompt, result);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The cases hold their keys in the order of the alphabet, so the order of required fields says nothing.</summary>
    private static bool IsSameSchema(JsonElement actual, JsonElement expected) => (actual.ValueKind, expected.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            actual.EnumerateObject().Count() == expected.EnumerateObject().Count()
            && expected.EnumerateObject().All(wanted => actual.TryGetProperty(wanted.Name, out var got)
                && (wanted.NameEquals("required")
                    ? got.EnumerateArray().Select(name => name.GetString()).Order().SequenceEqual(wanted.Value.EnumerateArray().Select(name => name.GetString()).Order())
                    : IsSameSchema(got, wanted.Value))),
        _ => JsonEquality.Instance.Equals(actual, expected),
    };

    private static string? Judge(JsonElement testCase, PromptDefinition prompt, WorkflowEngine.Expressions.Templates.TemplateResult result)
    {
        var expected = ConformanceCase.Expected(testCase);
        if (expected.TryGetProperty("behaviour", out _))
        {
            var wanted = prompt.Body.Contains("output_schema", StringComparison.Ordinal) ? $"S{prompt.Output.GetRawText()}E" : null;
            return result.Text == wanted || (wanted is null && result.Text is "included" or "<x>") ? null : $"got {result.Text}";
        }

        return expected.TryGetProperty("rendered", out var rendered)
            ? result.Text == rendered.GetString() ? null : $"got {result.Text} {string.Join("; ", result.Diagnostics)}"
            : result.Text is null ? null : $"got {result.Text}";
    }

    private static (PromptDefinition Prompt, IReadOnlyList<Diagnostic> Errors) Read(string source)
    {
        var prompt = PromptFile.Read(Encoding.UTF8.GetBytes(source), "x.prompt.md");
        return (prompt, [.. prompt.Diagnostics.Where(diagnostic => diagnostic.IsError)]);
    }

    private static string Text(Diagnostic error)
    {
        var message = error.Message.TrimEnd('.');
        return error.Code is PromptCodes.FrontMatter or PromptCodes.InvalidType ? $"Invalid schema: {message}" : message;
    }

    private static string ClassOf(Diagnostic error) => error.Code switch
    {
        PromptCodes.FrontMatter or PromptCodes.InvalidType => "InvalidSchema",
        PromptCodes.MissingField => "MissingField",
        _ => "YamlParse",
    };
}
