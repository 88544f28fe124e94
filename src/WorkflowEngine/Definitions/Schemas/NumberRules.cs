using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The keywords about numbers. Numbers are compared exactly as they are written.</summary>
internal static class NumberRules
{
    public static SchemaRule Minimum(JsonElement limit) => Bound("minimum", limit, order => order >= 0, "is less than the minimum of");

    public static SchemaRule Maximum(JsonElement limit) => Bound("maximum", limit, order => order <= 0, "is greater than the maximum of");

    public static SchemaRule ExclusiveMinimum(JsonElement limit) =>
        Bound("exclusiveMinimum", limit, order => order > 0, "is less than or equal to the minimum of");

    public static SchemaRule ExclusiveMaximum(JsonElement limit) =>
        Bound("exclusiveMaximum", limit, order => order < 0, "is greater than or equal to the maximum of");

    public static SchemaRule MultipleOf(JsonElement divisor)
    {
        var number = JsonNumber.Of(divisor);
        var shown = divisor.GetRawText();
        return (check, value) =>
        {
            if (value.ValueKind != JsonValueKind.Number)
            {
                return;
            }

            var candidate = JsonNumber.Of(value);
            if (candidate.IsLong || !candidate.IsMultipleOf(number))
            {
                check.Fail("multipleOf", value, candidate.IsLong ? "has too many digits" : $"is not a multiple of {shown}");
            }
        };
    }

    private static SchemaRule Bound(string keyword, JsonElement limit, Func<int, bool> keeps, string complaint)
    {
        var bound = JsonNumber.Of(limit);
        var shown = limit.GetRawText();
        return (check, value) =>
        {
            if (value.ValueKind == JsonValueKind.Number && !keeps(JsonNumber.Of(value).CompareTo(bound)))
            {
                check.Fail(keyword, value, $"{complaint} {shown}");
            }
        };
    }
}
