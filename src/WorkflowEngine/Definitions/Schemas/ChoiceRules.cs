using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>The keywords that combine schemas.</summary>
internal static class ChoiceRules
{
    /// <summary>References and <c>allOf</c>: the same value under another schema as well.</summary>
    public static SchemaRule Also(SchemaNode node) => (check, value) => check.Check(node, value);

    public static SchemaRule AnyOf(IReadOnlyList<SchemaNode> nodes) => (check, value) =>
    {
        var tried = new List<IReadOnlyList<SchemaError>>();
        foreach (var node in nodes)
        {
            tried.Add(check.Try(node, value));
            if (tried[^1].Count == 0 || check.Abandoned is not null)
            {
                return;
            }
        }

        FailAll(check, "anyOf", value, nodes, tried);
    };

    public static SchemaRule OneOf(IReadOnlyList<SchemaNode> nodes) => (check, value) =>
    {
        var tried = new List<IReadOnlyList<SchemaError>>();
        foreach (var node in nodes)
        {
            tried.Add(check.Try(node, value));
        }

        var valid = tried.Count(errors => errors.Count == 0);
        if (valid == 0 && check.Abandoned is null)
        {
            FailAll(check, "oneOf", value, nodes, tried);
        }
        else if (valid > 1)
        {
            check.Fail("oneOf", value, $"is valid under {valid} of the given schemas, but must be under only one");
        }
    };

    public static SchemaRule Not(SchemaNode node) => (check, value) =>
    {
        if (check.Try(node, value).Count == 0 && check.Abandoned is null)
        {
            check.Fail("not", value, "is what the schema under 'not' forbids");
        }
    };

    public static SchemaRule If(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) => (check, value) =>
    {
        if ((check.Try(condition, value).Count == 0 ? then : otherwise) is { } node)
        {
            check.Check(node, value);
        }
    };

    /// <summary>Tells of the alternative that was most likely meant: the only one of the value's type, if there is such.</summary>
    private static void FailAll(
        SchemaCheck check, string keyword, JsonElement value, IReadOnlyList<SchemaNode> nodes, List<IReadOnlyList<SchemaError>> tried)
    {
        var type = SchemaTypeNames.Of(value);
        var ofType = Enumerable.Range(0, nodes.Count).Where(index => (nodes[index].Types & type) != 0).ToList();
        switch (ofType.Count)
        {
            case 0:
                var types = nodes.Aggregate(SchemaTypes.None, (all, node) => all | node.Types);
                check.Fail(keyword, value, types == SchemaTypes.None ? "is not allowed here" : $"is not of {SchemaTypeNames.Text(types)}");
                break;
            case 1:
                check.AddRange(tried[ofType[0]]);
                break;
            default:
                var reasons = ofType.Take(5).Select(index => tried[index][0].Message).Distinct(StringComparer.Ordinal);
                check.Fail(keyword, value, $"is not valid under any of the given schemas: {string.Join("; ", reasons)}");
                break;
        }
    }
}
