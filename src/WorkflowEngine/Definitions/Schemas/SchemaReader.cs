using System.Text.Json;
using System.Text.RegularExpressions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>
/// Turns a schema into rules and finds all of its mistakes. What a reference names is read once, after everything else, so that
/// schemas may refer to each other in circles.
/// </summary>
internal sealed class SchemaReader(JsonElement root, SourceSpan place)
{
    public const int MaxDepth = 64;
    public const int MaxNodes = 10_000;

    private readonly Dictionary<string, SchemaNode> _references = new(StringComparer.Ordinal);
    private readonly Queue<(string Pointer, JsonElement Schema, SchemaNode Node)> _unread = new();
    private int _depth;
    private int _nodes;

    public List<Diagnostic> Diagnostics { get; } = [];

    public SchemaNode Read()
    {
        var node = Refer("#", "");
        while (_unread.TryDequeue(out var next))
        {
            Fill(next.Node, next.Schema, next.Pointer);
        }

        return node;
    }

    /// <summary>Reads a part of the schema that is a schema itself.</summary>
    public SchemaNode Node(JsonElement schema, string pointer)
    {
        var node = new SchemaNode();
        Fill(node, schema, pointer);
        return node;
    }

    public IReadOnlyList<SchemaNode> Nodes(JsonElement schemas, string pointer)
    {
        if (schemas.ValueKind != JsonValueKind.Array || schemas.GetArrayLength() == 0)
        {
            Fail(pointer, "must be a list of at least one schema");
            return [];
        }

        return [.. schemas.EnumerateArray().Select((schema, index) => Node(schema, $"{pointer}/{index}"))];
    }

    public Dictionary<string, SchemaNode> NamedNodes(JsonElement schemas, string pointer)
    {
        var nodes = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        if (schemas.ValueKind != JsonValueKind.Object)
        {
            Fail(pointer, "must be an object of schemas");
            return nodes;
        }

        foreach (var member in schemas.EnumerateObject())
        {
            nodes[member.Name] = Node(member.Value, $"{pointer}/{member.Name}");
        }

        return nodes;
    }

    public Regex? Pattern(string pattern, string pointer)
    {
        var compiled = Patterns.TryCompile(pattern, out var problem);
        if (compiled is null)
        {
            Fail(pointer, $"cannot be used: {problem}");
        }

        return compiled;
    }

    /// <summary>The schema that a reference names.</summary>
    public SchemaNode Refer(string reference, string pointer)
    {
        if (_references.TryGetValue(reference, out var known))
        {
            return known;
        }

        var node = new SchemaNode();
        _references.Add(reference, node);
        if (!reference.StartsWith('#'))
        {
            Fail(pointer, $"leads out of the schema: {SchemaCheck.ShownText(reference)}. Only places of the same schema can be referred to, such as '#/$defs/name'", SchemaCodes.UnknownReference);
        }
        else if (Find(Uri.UnescapeDataString(reference[1..])) is { } target)
        {
            _unread.Enqueue((reference[1..], target, node));
        }
        else
        {
            Fail(pointer, $"names no place of the schema: {SchemaCheck.ShownText(reference)}", SchemaCodes.UnknownReference);
        }

        return node;
    }

    public void Fail(string pointer, string complaint, string code = SchemaCodes.InvalidKeyword)
    {
        var shown = pointer.Length == 0 ? "The schema" : $"'{pointer}' of the schema";
        Diagnostics.Add(Diagnostic.Error(code, $"{shown} {complaint}.", place));
    }

    private void Fill(SchemaNode node, JsonElement schema, string pointer)
    {
        if (++_nodes > MaxNodes || _depth >= MaxDepth)
        {
            if (_nodes == MaxNodes + 1 || _nodes <= MaxNodes)
            {
                Fail(pointer, _depth >= MaxDepth ? $"is nested more than {MaxDepth} deep" : $"has more than {MaxNodes} parts", SchemaCodes.TooLarge);
            }

            return;
        }

        _depth++;
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                break;
            case JsonValueKind.False:
                (node.Rules, node.Types) = ([ValueRules.Nothing()], SchemaTypes.None);
                break;
            case JsonValueKind.Object:
                new SchemaKeywords(this, schema, pointer).ReadInto(node);
                break;
            default:
                Fail(pointer, "must be an object, true or false");
                break;
        }

        _depth--;
    }

    private JsonElement? Find(string pointer)
    {
        var current = root;
        if (pointer.Length == 0)
        {
            return current;
        }

        foreach (var part in pointer.Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind == JsonValueKind.Object && current.TryGetProperty(name, out var member))
            {
                current = member;
            }
            else if (current.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < current.GetArrayLength())
            {
                current = current[index];
            }
            else
            {
                return null;
            }
        }

        return pointer[0] == '/' ? current : null;
    }
}
