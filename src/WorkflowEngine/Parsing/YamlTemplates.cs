using System.Globalization;
using System.Text.RegularExpressions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the expressions in the values of a file, each at its own place.</summary>
internal sealed partial class YamlTemplates(Findings findings)
{
    /// <summary>A value whose texts are templates; null when an expression in it has a mistake. The depth is bounded by the limit of the tree.</summary>
    public JsonTemplate? Json(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar when scalar.Text.Contains("{{", StringComparison.Ordinal):
                return Text(scalar) is { } template ? JsonTemplate.Of(template) : null;
            case YamlScalar scalar:
                return JsonTemplate.Of(Value(scalar));
            case YamlSequence sequence:
                return List(sequence.Items, null);
            default:
                var entries = ((YamlMapping)node).Entries;
                return List([.. entries.Select(entry => entry.Value)], [.. entries.Select(entry => entry.Key.Text)]);
        }
    }

    public ExpressionTemplate? Text(YamlScalar scalar)
    {
        var found = new List<Diagnostic>();
        ExpressionTemplate.TryParse(scalar.Text, scalar.TextStart, found, out var template);
        Report(scalar, found);
        return template;
    }

    /// <summary>A condition, with or without braces around it.</summary>
    public Expression? Condition(YamlScalar scalar)
    {
        var found = new List<Diagnostic>();
        Expression.TryParse(scalar.Text, scalar.TextStart, found, out var expression);
        Report(scalar, found);
        return expression;
    }

    private JsonTemplate? List(IReadOnlyList<YamlNode> items, string[]? keys)
    {
        var children = new JsonTemplate[items.Count];
        var isRead = true;
        for (var i = 0; i < children.Length; i++)
        {
            var child = Json(items[i]);
            isRead &= child is not null;
            children[i] = child!;
        }

        return isRead ? JsonTemplate.Of(children, keys) : null;
    }

    private static ExpressionValue Value(YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            return ExpressionValue.Null;
        }

        if (scalar.TryBoolean(out var boolean))
        {
            return ExpressionValue.Of(boolean);
        }

        if (scalar.TryInteger(out var integer))
        {
            return ExpressionValue.Of(integer);
        }

        return scalar.IsPlain
            && Float().IsMatch(scalar.Text)
            && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? ExpressionValue.Of(number)
                : ExpressionValue.Of(scalar.Text);
    }

    /// <summary>The text of a block has lost its indentation, so columns of its later lines are counted from there.</summary>
    private void Report(YamlScalar scalar, List<Diagnostic> found)
    {
        foreach (var diagnostic in found)
        {
            findings.Add(diagnostic with { Span = new(Indented(scalar, diagnostic.Span.Start), Indented(scalar, diagnostic.Span.End)) });
        }
    }

    private static SourcePosition Indented(YamlScalar scalar, SourcePosition position) =>
        position.Line > scalar.TextStart.Line ? position with { Column = position.Column + scalar.Indentation } : position;

    /// <summary>A number with a fraction or an exponent in the core schema of YAML 1.2.</summary>
    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Float();
}
