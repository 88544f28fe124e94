using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The keywords about arrays.</summary>
internal static class ListRules
{
    public static SchemaRule MinItems(long limit) => Length("minItems", length => length >= limit, $"has fewer than {TextRules.Counted(limit, "item")}");

    public static SchemaRule MaxItems(long limit) => Length("maxItems", length => length <= limit, $"has more than {TextRules.Counted(limit, "item")}");

    /// <summary>The first items each have a schema of their own.</summary>
    public static SchemaRule Prefix(SchemaNode[] nodes) => (check, value) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray().Take(nodes.Length))
        {
            check.CheckBelow(nodes[index], item, index);
            index++;
        }
    };

    /// <summary>The items after the first ones have one schema.</summary>
    public static SchemaRule Items(SchemaNode node, int from) => (check, value) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (check.Abandoned is not null || check.Errors.Count > SchemaCheck.MaxErrors)
            {
                return;
            }

            if (index >= from)
            {
                check.CheckBelow(node, item, index);
            }

            index++;
        }
    };

    public static SchemaRule Contains(SchemaNode node, long fewest, long? most) => (check, value) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var count = value.EnumerateArray().Count(item => check.Try(node, item).Count == 0);
        if (count < fewest || count > most)
        {
            var wanted = count < fewest ? $"at least {fewest}" : $"at most {most}";
            check.Fail("contains", value, $"has {TextRules.Counted(count, "item")} that 'contains' describes, but must have {wanted}");
        }
    };

    public static SchemaRule UniqueItems() => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Array
            && check.Charge(value.GetArrayLength())
            && new HashSet<JsonElement>(value.EnumerateArray(), JsonEquality.Instance).Count < value.GetArrayLength())
        {
            check.Fail("uniqueItems", value, "has non-unique elements");
        }
    };

    private static SchemaRule Length(string keyword, Func<long, bool> keeps, string complaint) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Array && !keeps(value.GetArrayLength()))
        {
            check.Fail(keyword, value, complaint);
        }
    };
}
