using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A JSON value whose texts are templates; keys are taken as they are, and a text that is one expression keeps its kind.</summary>
public sealed class JsonTemplate
{
    private const int MaxDepth = 64;

    private readonly ExpressionValue _constant;
    private readonly ExpressionTemplate? _template;
    private readonly JsonTemplate[]? _children;
    private readonly string[]? _keys;

    private JsonTemplate(ExpressionValue constant) => _constant = constant;

    private JsonTemplate(ExpressionTemplate template) => _template = template;

    private JsonTemplate(JsonTemplate[] children, string[]? keys) => (_children, _keys) = (children, keys);

    /// <summary>Whether nothing in it is an expression, so that it gives the same value everywhere.</summary>
    public bool IsConstant => _template is null && _children is null;

    /// <summary>Reads the templates of a JSON value; false when an expression has a mistake; all of them are added to <paramref name="diagnostics"/>.</summary>
    /// <param name="json">The value; it is copied.</param>
    /// <param name="origin">Where the value stands in its file, for errors of all its expressions; the default when that is not known.</param>
    /// <param name="diagnostics">Where mistakes are told.</param>
    /// <param name="template">The template.</param>
    /// <param name="limits">The longest texts and expressions to take; <see cref="ExpressionLimits.Default"/> when null.</param>
    public static bool TryParse(
        JsonElement json,
        SourcePosition origin,
        ICollection<Diagnostic> diagnostics,
        [NotNullWhen(true)] out JsonTemplate? template,
        ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        template = Read(json.ValueKind == JsonValueKind.Undefined ? json : json.Clone(), origin, diagnostics, limits, 0);
        return template is not null;
    }

    /// <summary>Evaluates every expression in it; the first error is the result.</summary>
    /// <param name="scope">The names and functions the expressions see.</param>
    /// <param name="limits">What each expression may cost; <see cref="ExpressionLimits.Default"/> when null.</param>
    public ExpressionResult Evaluate(IExpressionScope scope, ExpressionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (_template is not null)
        {
            return _template.Evaluate(scope, limits);
        }

        if (_children is null)
        {
            return ExpressionResult.Of(_constant);
        }

        var values = new ExpressionValue[_children.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var result = _children[i].Evaluate(scope, limits);
            if (!result.Succeeded)
            {
                return result;
            }

            values[i] = result.Value;
        }

        return ExpressionResult.Of(_keys is null ? ExpressionValue.Of(values) : ToMap(_keys, values));
    }

    private static ExpressionValue ToMap(string[] keys, ExpressionValue[] values)
    {
        var entries = new Dictionary<string, ExpressionValue>(keys.Length, StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            entries[keys[i]] = values[i];
        }

        return ExpressionValue.Of(entries);
    }

    private static JsonTemplate? Read(
        JsonElement json, SourcePosition origin, ICollection<Diagnostic> diagnostics, ExpressionLimits? limits, int depth)
    {
        if (depth > MaxDepth)
        {
            diagnostics.Add(Diagnostic.Error(ExpressionCodes.TooDeep, $"The value is nested more than {MaxDepth} deep.", new(origin, origin)));
            return null;
        }

        var value = ExpressionValue.FromJson(json);
        switch (value.Kind)
        {
            case ExpressionValueKind.Text when value.Text.Contains("{{", StringComparison.Ordinal):
                return ExpressionTemplate.TryParse(value.Text, origin, diagnostics, out var template, limits) ? new(template) : null;
            case ExpressionValueKind.List:
                return ReadAll(value, [.. json.EnumerateArray()], null, origin, diagnostics, limits, depth);
            case ExpressionValueKind.Map:
                var keys = new List<string>();
                var children = new List<JsonElement>();
                foreach (var (key, _) in value.Map)
                {
                    keys.Add(key);
                    children.Add(json.GetProperty(key));
                }

                return ReadAll(value, children, [.. keys], origin, diagnostics, limits, depth);
            default:
                return new(value);
        }
    }

    private static JsonTemplate? ReadAll(
        ExpressionValue whole,
        List<JsonElement> elements,
        string[]? keys,
        SourcePosition origin,
        ICollection<Diagnostic> diagnostics,
        ExpressionLimits? limits,
        int depth)
    {
        var children = new JsonTemplate[elements.Count];
        var (isRead, isConstant) = (true, true);
        for (var i = 0; i < children.Length; i++)
        {
            var child = Read(elements[i], origin, diagnostics, limits, depth + 1);
            isRead &= child is not null;
            isConstant &= child?.IsConstant == true;
            children[i] = child!;
        }

        return !isRead ? null : isConstant ? new(whole) : new(children, keys);
    }
}
