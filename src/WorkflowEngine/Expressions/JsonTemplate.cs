using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A JSON value whose texts are templates; keys are taken as they are, and a text that is one expression keeps its kind.</summary>
public sealed class JsonTemplate : IEquatable<JsonTemplate>
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

    /// <summary>What it was read from, as JSON with sorted keys.</summary>
    public string ToJson()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    /// <summary>Two templates are equal when they are the same JSON.</summary>
    public bool Equals(JsonTemplate? other) => other is not null && (ReferenceEquals(this, other) || ToJson() == other.ToJson());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonTemplate);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToJson());

    internal static JsonTemplate Of(ExpressionValue constant) => new(constant);

    internal static JsonTemplate Of(ExpressionTemplate template) => new(template);

    /// <summary>A list of templates; a map when there are keys, which are distinct.</summary>
    internal static JsonTemplate Of(JsonTemplate[] children, string[]? keys)
    {
        if (!Array.TrueForAll(children, static child => child.IsConstant))
        {
            return new(children, keys);
        }

        var values = Array.ConvertAll(children, static child => child._constant);
        return new(keys is null ? ExpressionValue.Of(values) : ToMap(keys, values));
    }

    /// <summary>Shows every expression, with the way to it: <c>.key[0]</c>.</summary>
    internal void Visit(StringBuilder path, Action<Expression> visit)
    {
        if (_template is not null)
        {
            foreach (var expression in _template.Expressions)
            {
                visit(expression);
            }

            return;
        }

        var length = path.Length;
        for (var i = 0; i < (_children?.Length ?? 0); i++)
        {
            _ = _keys is null ? path.Append(CultureInfo.InvariantCulture, $"[{i}]") : path.Append('.').Append(_keys[i]);
            _children![i].Visit(path, visit);
            path.Length = length;
        }
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

    private void Write(StringBuilder text)
    {
        if (_children is null)
        {
            JsonText.Write(text, _template is null ? _constant : ExpressionValue.Of(_template.Source), indented: false);
            return;
        }

        var order = Enumerable.Range(0, _children.Length).ToArray();
        if (_keys is not null)
        {
            Array.Sort(order, (left, right) => CodePoints.Compare(_keys[left], _keys[right]));
        }

        text.Append(_keys is null ? '[' : '{');
        for (var i = 0; i < order.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            if (_keys is not null)
            {
                JsonText.Write(text, ExpressionValue.Of(_keys[order[i]]), indented: false);
                text.Append(':');
            }

            _children[order[i]].Write(text);
        }

        text.Append(_keys is null ? ']' : '}');
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
