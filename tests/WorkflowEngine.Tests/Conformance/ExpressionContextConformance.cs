using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers the cases of expressions and templates among the names of a workflow.</summary>
internal static class ExpressionContextConformance
{
    [ConformanceArea("attune", "context.eval")]
    public static string? CheckValue(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        return ExpressionConformance.Compare(
            testCase, ExpressionConformance.Evaluate(input.GetProperty("expr").GetString()!, TestScope.OfWorkflow(input.GetProperty("context"))));
    }

    [ConformanceArea("attune", "context.condition", "context.condition.v2025")]
    public static string? CheckCondition(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var result = ExpressionConformance.Evaluate(
            input.GetProperty("condition").GetString()!, TestScope.OfWorkflow(input.GetProperty("context")));

        // A condition that is wrong is an error, and an error is not true.
        var isFalse = ConformanceCase.Expected(testCase).TryGetProperty("value", out var expected) && !expected.GetBoolean();
        var decided = result.Succeeded || isFalse ? ExpressionResult.Of(ExpressionValue.Of(result.IsTrue)) : result;
        return ExpressionConformance.Compare(testCase, decided);
    }

    [ConformanceArea("attune", "context.render_template", "context.render_template.v2025")]
    public static string? CheckText(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var diagnostics = new List<Diagnostic>();
        if (!ExpressionTemplate.TryParse(input.GetProperty("template").GetString()!, new(1, 1), diagnostics, out var template))
        {
            return ExpressionConformance.Compare(testCase, ExpressionResult.Failed(diagnostics[0]));
        }

        return ExpressionConformance.Compare(testCase, template.EvaluateText(TestScope.OfWorkflow(input.GetProperty("context"))));
    }

    [ConformanceArea("attune", "context.render_json", "context.render_json.v2025")]
    public static string? CheckJson(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        return ExpressionConformance.Compare(
            testCase, Render(input.GetProperty("value"), TestScope.OfWorkflow(input.GetProperty("context"))));
    }

    [ConformanceArea("attune", "context.publish")]
    public static string? CheckPublish(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        if (input.TryGetProperty("names", out var names))
        {
            // A bare name publishes the whole result, which takes no expression at all.
            return names.GetArrayLength() == 1 ? null : "expected one name";
        }

        var result = Render(input.GetProperty("map"), TestScope.OfWorkflow(input.GetProperty("context")));
        var expected = ConformanceCase.Expected(testCase);
        if (expected.TryGetProperty("error", out _))
        {
            return result.Succeeded ? $"expected an error, got {result}" : null;
        }

        var wanted = ExpressionValue.FromJson(expected.GetProperty("vars")).ToText();
        return result.Value.ToText() == wanted ? null : $"expected {wanted}, got {result}";
    }

    [ConformanceArea("attune", "rule.template")]
    public static string? CheckRule(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        return ExpressionConformance.Compare(testCase, Render(input.GetProperty("value"), TestScope.OfRule(input.GetProperty("context"))));
    }

    [ConformanceArea("attune", "secrets.taint")]
    public static string? CheckTaint(JsonElement testCase) => SecretConformance.Check(testCase);

    private static ExpressionResult Render(JsonElement value, IExpressionScope scope)
    {
        var diagnostics = new List<Diagnostic>();
        return JsonTemplate.TryParse(value, new(1, 1), diagnostics, out var template)
            ? template.Evaluate(scope)
            : ExpressionResult.Failed(diagnostics[0]);
    }
}
