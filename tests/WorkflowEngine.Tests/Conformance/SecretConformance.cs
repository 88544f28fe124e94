using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases that say which parts of a rendered value are secret.</summary>
internal static class SecretConformance
{
    public static string? Check(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var scope = TestScope.OfWorkflow(input.GetProperty("context"));
        foreach (var path in input.GetProperty("secrets").EnumerateArray())
        {
            scope.MarkSecret(path.GetString()!.Split('.'));
        }

        JsonTemplate.TryParse(input.GetProperty("value"), default, new List<Diagnostic>(), out var template);
        var value = template!.Evaluate(scope).Value;
        var secrets = new List<string>();
        Collect(value, "", secrets);
        var expected = ConformanceCase.Expected(testCase);
        var wanted = expected.GetProperty("secret_paths").EnumerateArray().Select(path => path.GetString()!).ToList();
        var text = JsonText.Of(ExpressionValue.FromJson(expected.GetProperty("value")), indented: false);
        return secrets.SequenceEqual(wanted) && JsonText.Of(value, indented: false) == text
            ? null
            : $"expected [{string.Join(", ", wanted)}], got [{string.Join(", ", secrets)}]";
    }

    private static void Collect(ExpressionValue value, string path, List<string> secrets)
    {
        if (value.TryGetMap(out var entries))
        {
            foreach (var (key, entry) in entries)
            {
                Collect(entry, $"{path}/{key}", secrets);
            }
        }
        else if (value.IsSecret)
        {
            secrets.Add(path);
        }
    }
}
