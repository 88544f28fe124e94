using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>What JSON Schema calls the types.</summary>
internal static class SchemaTypeNames
{
    private static readonly (string Name, SchemaTypes Types)[] All =
    [
        ("array", SchemaTypes.List), ("boolean", SchemaTypes.Boolean), ("integer", SchemaTypes.Integer), ("null", SchemaTypes.Null),
        ("number", SchemaTypes.Number), ("object", SchemaTypes.Map), ("string", SchemaTypes.Text),
    ];

    public static IEnumerable<string> Names => All.Select(pair => pair.Name);

    /// <summary>The types of a name; none when it is not one.</summary>
    public static SchemaTypes Find(string name) => Array.Find(All, pair => pair.Name == name).Types;

    public static SchemaTypes Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => SchemaTypes.Map,
        JsonValueKind.Array => SchemaTypes.List,
        JsonValueKind.String => SchemaTypes.Text,
        JsonValueKind.True or JsonValueKind.False => SchemaTypes.Boolean,
        JsonValueKind.Number => JsonNumber.Of(value).IsWhole ? SchemaTypes.Integer : SchemaTypes.Fraction,
        _ => SchemaTypes.Null,
    };

    /// <summary>The types as a message names them: <c>type "a"</c> or <c>types "a", "b"</c>.</summary>
    public static string Text(SchemaTypes types)
    {
        var left = types;
        var names = new List<string>();
        foreach (var (name, covered) in All.OrderByDescending(pair => pair.Types == SchemaTypes.Number))
        {
            if ((left & covered) == covered)
            {
                names.Add($"\"{name}\"");
                left &= ~covered;
            }
        }

        names.Sort(StringComparer.Ordinal);
        return $"{(names.Count == 1 ? "type" : "types")} {string.Join(", ", names)}";
    }
}
