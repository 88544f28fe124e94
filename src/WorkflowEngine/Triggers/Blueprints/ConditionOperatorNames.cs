namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>The names of <see cref="ConditionOperator"/> in documents.</summary>
internal static class ConditionOperatorNames
{
    private static readonly Dictionary<string, ConditionOperator> ByName = new(StringComparer.Ordinal)
    {
        ["equals"] = ConditionOperator.Equals,
        ["not_equals"] = ConditionOperator.NotEquals,
        ["includes"] = ConditionOperator.Includes,
        ["not_includes"] = ConditionOperator.NotIncludes,
        ["starts_with"] = ConditionOperator.StartsWith,
        ["ends_with"] = ConditionOperator.EndsWith,
        ["matches"] = ConditionOperator.Matches,
        ["in"] = ConditionOperator.In,
        ["gt"] = ConditionOperator.Greater,
        ["gte"] = ConditionOperator.GreaterOrEqual,
        ["lt"] = ConditionOperator.Less,
        ["lte"] = ConditionOperator.LessOrEqual,
        ["exists"] = ConditionOperator.Exists,
        ["not_exists"] = ConditionOperator.NotExists,
    };

    public static string All { get; } = string.Join(", ", ByName.Keys);

    public static bool TryParse(string? name, out ConditionOperator value)
    {
        value = default;
        return name is not null && ByName.TryGetValue(name, out value);
    }

    public static string ToName(ConditionOperator value) => ByName.First(entry => entry.Value == value).Key;
}
