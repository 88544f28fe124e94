using System.Text.Json;
using System.Text.RegularExpressions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A condition with its path split and its expression compiled.</summary>
internal sealed class CompiledCondition
{
    private static readonly string[] Roots = ["id", "type", "status", "experiment_id", "name", "progress", "job_data"];

    private readonly TriggerCondition _condition;
    private readonly string[] _path;
    private readonly Regex? _regex;

    private CompiledCondition(TriggerCondition condition, string[] path, Regex? regex)
    {
        _condition = condition;
        _path = path;
        _regex = regex;
    }

    /// <exception cref="FormatException">The condition makes no sense.</exception>
    public static CompiledCondition Create(TriggerCondition condition)
    {
        var path = condition.Parameter.Split('.');
        if (path.Length > TriggerCondition.MaxDepth || path.Contains("", StringComparer.Ordinal))
        {
            throw new FormatException(
                $"the parameter {Quote(condition.Parameter)} must have 1 to {TriggerCondition.MaxDepth} parts, none of them empty");
        }

        var needsValue = condition.Operator is not (ConditionOperator.Exists or ConditionOperator.NotExists);
        if (needsValue && condition.Value is null)
        {
            throw new FormatException($"the condition on {Quote(condition.Parameter)} has no value");
        }

        if (condition.Operator == ConditionOperator.In && condition.Value is not { ValueKind: JsonValueKind.Array })
        {
            throw new FormatException("the value of \"in\" must be a list");
        }

        var isTextual = condition.Operator is ConditionOperator.Matches or ConditionOperator.StartsWith or ConditionOperator.EndsWith;
        if (isTextual && condition.Value is not { ValueKind: JsonValueKind.String })
        {
            throw new FormatException($"the value of \"{ConditionOperatorNames.ToName(condition.Operator)}\" must be a text");
        }

        var regex = condition.Operator == ConditionOperator.Matches ? NamePattern.Compile(condition.Value!.Value.GetString()!, false) : null;
        return new(condition, path, regex);
    }

    /// <exception cref="FormatException">The condition makes no sense.</exception>
    public static void Check(TriggerCondition condition) => _ = Create(condition);

    /// <summary>Whether the job passes; null when that cannot be said, because the path leads nowhere or to something of another type.</summary>
    public bool? Evaluate(JsonElement job)
    {
        var isThere = TryFind(job, out var actual);
        switch (_condition.Operator)
        {
            case ConditionOperator.Exists:
                return isThere;
            case ConditionOperator.NotExists:
                return !isThere;
        }

        if (!isThere)
        {
            return null;
        }

        var value = _condition.Value!.Value;
        return _condition.Operator switch
        {
            ConditionOperator.Equals => AreEqual(actual, value),
            ConditionOperator.NotEquals => !AreEqual(actual, value),
            ConditionOperator.Includes => Includes(actual, value),
            ConditionOperator.NotIncludes => !Includes(actual, value),
            ConditionOperator.StartsWith => Text(actual)?.StartsWith(value.GetString()!, StringComparison.Ordinal),
            ConditionOperator.EndsWith => Text(actual)?.EndsWith(value.GetString()!, StringComparison.Ordinal),
            ConditionOperator.Matches => Text(actual) is { } text ? NamePattern.IsMatch(_regex!, text) : null,
            ConditionOperator.In => value.EnumerateArray().Any(item => AreEqual(actual, item)),
            ConditionOperator.Greater => Compare(actual, value) is { } order ? order > 0 : null,
            ConditionOperator.GreaterOrEqual => Compare(actual, value) is { } order ? order >= 0 : null,
            ConditionOperator.Less => Compare(actual, value) is { } order ? order < 0 : null,
            _ => Compare(actual, value) is { } order ? order <= 0 : null,
        };
    }

    /// <summary>One line that names the condition.</summary>
    public override string ToString() =>
        $"{_condition.Parameter} {ConditionOperatorNames.ToName(_condition.Operator)} {_condition.Value?.GetRawText()}".TrimEnd();

    private bool TryFind(JsonElement job, out JsonElement found)
    {
        found = job;
        if (!Roots.Contains(_path[0], StringComparer.Ordinal))
        {
            return false;
        }

        foreach (var part in _path)
        {
            if (found.ValueKind == JsonValueKind.Array)
            {
                if (!int.TryParse(part, System.Globalization.NumberStyles.None, null, out var index) || index >= found.GetArrayLength())
                {
                    return false;
                }

                found = found[index];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part, out found))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number)
        {
            return CompareNumbers(left, right) == 0;
        }

        return JsonElement.DeepEquals(left, right);
    }

    private static bool? Includes(JsonElement actual, JsonElement value) => actual.ValueKind switch
    {
        JsonValueKind.Array => actual.EnumerateArray().Any(item => AreEqual(item, value)),
        JsonValueKind.String when value.ValueKind == JsonValueKind.String =>
            actual.GetString()!.Contains(value.GetString()!, StringComparison.Ordinal),
        _ => null,
    };

    private static int? Compare(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => CompareNumbers(left, right),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left.GetString(), right.GetString()),
        _ => null,
    };

    private static int CompareNumbers(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out var exactLeft) && right.TryGetDecimal(out var exactRight)
            ? exactLeft.CompareTo(exactRight)
            : left.GetDouble().CompareTo(right.GetDouble());

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Quote(string text) => text.Length <= 100 ? $"\"{text}\"" : $"\"{text[..100]}...\"";
}
