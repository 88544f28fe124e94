using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The keywords about values of every type.</summary>
internal static class ValueRules
{
    public static SchemaRule Type(SchemaTypes types) => (check, value) =>
    {
        if ((SchemaTypeNames.Of(value) & types) == 0)
        {
            check.Fail("type", value, $"is not of {SchemaTypeNames.Text(types)}");
        }
    };

    public static SchemaRule Enum(JsonElement values)
    {
        var allowed = new HashSet<JsonElement>(values.EnumerateArray(), JsonEquality.Instance);
        var words = Listed([.. values.EnumerateArray()]);
        return (check, value) =>
        {
            if (check.Charge(1) && !allowed.Contains(value))
            {
                check.Fail("enum", value, $"is not {(allowed.Count == 1 ? "" : "one of ")}{words}");
            }
        };
    }

    public static SchemaRule Const(JsonElement constant)
    {
        var shown = Shown(constant);
        return (check, value) =>
        {
            if (!JsonEquality.Instance.Equals(constant, value))
            {
                check.Fail("const", value, $"is not {shown}");
            }
        };
    }

    public static SchemaRule Nothing() => (check, value) => check.Fail("false schema", value, "is not allowed here");

    private static string Listed(JsonElement[] values)
    {
        const int Most = 20;
        var shown = values.Take(Most).Select(Shown).ToList();
        return values.Length > Most ? $"{string.Join(", ", shown)} and {values.Length - Most} more"
            : shown.Count > 1 ? $"{string.Join(", ", shown.SkipLast(1))} or {shown[^1]}"
            : shown[0];
    }

    /// <summary>A value of the schema itself, which is no secret.</summary>
    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SchemaCheck.ShownText(value.GetString()!),
        JsonValueKind.Object or JsonValueKind.Array when value.GetRawText().Length > 60 => value.ValueKind == JsonValueKind.Array ? "[...]" : "{...}",
        _ => value.GetRawText(),
    };
}
