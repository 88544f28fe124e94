using System.Text.Json;
using System.Text.RegularExpressions;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The keywords about objects.</summary>
internal static class MapRules
{
    public static SchemaRule MinProperties(long limit) => Size("minProperties", count => count >= limit, $"has fewer than {Counted(limit)}");

    public static SchemaRule MaxProperties(long limit) => Size("maxProperties", count => count <= limit, $"has more than {Counted(limit)}");

    public static SchemaRule Required(IReadOnlyList<string> names) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            RequireAll(check, value, "required", names, "");
        }
    };

    /// <summary>The presence of one property asks for others.</summary>
    public static SchemaRule DependentRequired(string keyword, string property, IReadOnlyList<string> names) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(property, out _))
        {
            RequireAll(check, value, keyword, names, $" beside {SchemaCheck.ShownText(property)}");
        }
    };

    public static SchemaRule DependentSchema(string property, SchemaNode node) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(property, out _))
        {
            check.Check(node, value);
        }
    };

    public static SchemaRule Properties(IReadOnlyDictionary<string, SchemaNode> nodes) => (check, value) =>
        EachMember(check, value, member =>
        {
            if (nodes.TryGetValue(member.Name, out var node))
            {
                check.CheckBelow(node, member.Value, member.Name);
            }
        });

    public static SchemaRule PatternProperties(IReadOnlyList<(Regex Pattern, SchemaNode Node)> nodes) => (check, value) =>
        EachMember(check, value, member =>
        {
            foreach (var (pattern, node) in nodes)
            {
                if (check.Charge(member.Name.Length) && pattern.IsMatch(member.Name))
                {
                    check.CheckBelow(node, member.Value, member.Name);
                }
            }
        });

    /// <summary>What holds for the properties that no other keyword names; null forbids them.</summary>
    public static SchemaRule AdditionalProperties(IReadOnlyCollection<string> names, IReadOnlyList<Regex> patterns, SchemaNode? node) => (check, value) =>
    {
        var unexpected = new List<string>();
        EachMember(check, value, member =>
        {
            if (names.Contains(member.Name) || patterns.Any(pattern => check.Charge(member.Name.Length) && pattern.IsMatch(member.Name)))
            {
                return;
            }

            if (node is null)
            {
                unexpected.Add($"'{SchemaCheck.ShownText(member.Name)[1..^1]}'");
            }
            else
            {
                check.CheckBelow(node, member.Value, member.Name);
            }
        });
        if (unexpected.Count > 0)
        {
            var shown = string.Join(", ", unexpected.Take(10)) + (unexpected.Count > 10 ? $" and {unexpected.Count - 10} more" : "");
            check.Fail("additionalProperties", $"Additional properties are not allowed ({shown} {(unexpected.Count == 1 ? "was" : "were")} unexpected)");
        }
    };

    public static SchemaRule PropertyNames(SchemaNode node) => (check, value) =>
        EachMember(check, value, member =>
        {
            using var name = JsonDocument.Parse(JsonText.Of(ExpressionValue.Of(member.Name), indented: false));
            check.AddRange(check.Try(node, name.RootElement).Select(error => error with { Message = $"The name {error.Message}" }));
        });

    private static void RequireAll(SchemaCheck check, JsonElement value, string keyword, IReadOnlyList<string> names, string reason)
    {
        if (!check.Charge(names.Count))
        {
            return;
        }

        var present = value.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!present.Contains(name))
            {
                check.Fail(keyword, $"{SchemaCheck.ShownText(name)} is a required property{reason}");
            }
        }
    }

    private static void EachMember(SchemaCheck check, JsonElement value, Action<JsonProperty> look)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!check.Charge(1) || check.Errors.Count > SchemaCheck.MaxErrors)
            {
                return;
            }

            look(member);
        }
    }

    private static SchemaRule Size(string keyword, Func<long, bool> keeps, string complaint) => (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Object && !keeps(value.EnumerateObject().Count()))
        {
            check.Fail(keyword, value, complaint);
        }
    };

    private static string Counted(long count) => count == 1 ? "1 property" : $"{count} properties";
}
