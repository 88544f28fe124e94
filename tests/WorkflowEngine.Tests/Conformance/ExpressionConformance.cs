using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers the cases of the expression language: values, trees, tokens and truth.</summary>
internal static class ExpressionConformance
{
    [ConformanceArea("attune", "expression.eval")]
    public static string? CheckValue(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        return Compare(testCase, Evaluate(input.GetProperty("expr").GetString()!, new TestScope(input.GetProperty("vars"))));
    }

    [ConformanceArea("attune", "expression.truthiness")]
    public static string? CheckTruth(JsonElement testCase) =>
        Compare(testCase, ExpressionResult.Of(ExpressionValue.Of(
            ExpressionValue.FromJson(testCase.GetProperty("input").GetProperty("value")).IsTrue)));

    [ConformanceArea("attune", "expression.parser")]
    public static string? CheckTree(JsonElement testCase)
    {
        var parser = ExpressionParser.Parse(testCase.GetProperty("input").GetProperty("expr").GetString()!, readsHyphens: false, maxDepth: 100);
        var expected = ConformanceCase.Expected(testCase);
        if (expected.TryGetProperty("error", out _))
        {
            return parser.Root is null ? null : $"expected an error, got {ExpressionTree.Write(parser.Root)}";
        }

        var tree = parser.Root is null ? parser.Error!.Value.Message : ExpressionTree.Write(parser.Root);
        var wanted = ExpressionValue.FromJson(expected.GetProperty("ast")).ToText();
        return tree == wanted ? null : $"expected {wanted}, got {tree}";
    }

    [ConformanceArea("attune", "expression.tokenizer")]
    public static string? CheckTokens(JsonElement testCase)
    {
        var source = testCase.GetProperty("input").GetProperty("expr").GetString()!;
        var expected = ConformanceCase.Expected(testCase);
        var tokens = ExpressionTree.Tokens(source);
        if (expected.TryGetProperty("error", out _))
        {
            return tokens is null ? null : $"expected an error, got {tokens}";
        }

        var wanted = ExpressionValue.FromJson(expected.GetProperty("tokens")).ToText();
        return tokens == wanted ? null : $"expected {wanted}, got {tokens}";
    }

    internal static ExpressionResult Evaluate(string source, IExpressionScope scope)
    {
        var diagnostics = new List<Diagnostic>();
        return Expression.TryParse(source, new(1, 1), diagnostics, out var expression)
            ? expression.Evaluate(scope)
            : ExpressionResult.Failed(diagnostics[0]);
    }

    /// <summary>Compares values with their kinds, 1 and 1.0 being different; of errors only that they are errors.</summary>
    internal static string? Compare(JsonElement testCase, ExpressionResult actual)
    {
        var expected = ConformanceCase.Expected(testCase);
        if (expected.TryGetProperty("error", out var error))
        {
            return actual.Succeeded ? $"expected {error}, got {actual}" : null;
        }

        var wanted = JsonText.Of(ExpressionValue.FromJson(expected.GetProperty("value")), indented: false);
        var given = actual.Succeeded ? JsonText.Of(actual.Value, indented: false) : actual.Error.ToString();
        return wanted == given ? null : $"expected {wanted}, got {given}";
    }
}
