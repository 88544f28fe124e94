using System.Text.Json;
using System.Text.RegularExpressions;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>Reads the keywords of one schema object.</summary>
internal sealed class SchemaKeywords(SchemaReader reader, JsonElement schema, string pointer)
{
    private static readonly string[] NotSupported =
    [
        "$dynamicRef", "$recursiveRef", "unevaluatedItems", "unevaluatedProperties",
    ];

    private readonly List<(string Keyword, SchemaRule Rule)> _rules = [];

    /// <summary>Reads them all. The rules keep the order of the keywords' names, so that errors have an order that does not depend on the file.</summary>
    public void ReadInto(SchemaNode node)
    {
        node.IsSecret = IsTrue("writeOnly") || IsTrue("secret");
        foreach (var keyword in NotSupported)
        {
            if (Has(keyword, out _))
            {
                reader.Fail($"{pointer}/{keyword}", "is not understood here", Diagnostics.SchemaCodes.NotSupported);
            }
        }

        ReadValues(node);
        ReadNumbers();
        ReadTexts();
        ReadLists();
        ReadMaps();
        ReadPatternProperties();
        ReadChoices();
        node.Rules = [.. _rules.OrderBy(rule => rule.Keyword, StringComparer.Ordinal).Select(rule => rule.Rule)];
    }

    private void ReadValues(SchemaNode node)
    {
        if (Has("type", out var type))
        {
            node.Types = Types(type);
            _rules.Add(("type", ValueRules.Type(node.Types)));
        }

        if (Has("enum", out var values))
        {
            if (values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
            {
                _rules.Add(("enum", ValueRules.Enum(values)));
            }
            else
            {
                reader.Fail($"{pointer}/enum", "must be a list of at least one value");
            }
        }

        if (Has("const", out var constant))
        {
            _rules.Add(("const", ValueRules.Const(constant)));
        }
    }

    private void ReadNumbers()
    {
        AddNumber("minimum", NumberRules.Minimum);
        AddNumber("maximum", NumberRules.Maximum);
        AddNumber("exclusiveMinimum", NumberRules.ExclusiveMinimum);
        AddNumber("exclusiveMaximum", NumberRules.ExclusiveMaximum);
        if (Has("multipleOf", out var divisor))
        {
            if (divisor.ValueKind == JsonValueKind.Number && JsonNumber.Of(divisor) is { IsPositive: true, IsLong: false })
            {
                _rules.Add(("multipleOf", NumberRules.MultipleOf(divisor)));
            }
            else
            {
                reader.Fail($"{pointer}/multipleOf", "must be a number above zero");
            }
        }
    }

    private void ReadTexts()
    {
        AddCount("minLength", TextRules.MinLength);
        AddCount("maxLength", TextRules.MaxLength);
        if (Has("pattern", out var pattern))
        {
            if (pattern.ValueKind != JsonValueKind.String)
            {
                reader.Fail($"{pointer}/pattern", "must be text");
            }
            else if (reader.Pattern(pattern.GetString()!, $"{pointer}/pattern") is { } compiled)
            {
                _rules.Add(("pattern", TextRules.Pattern(compiled)));
            }
        }
    }

    private void ReadLists()
    {
        AddCount("minItems", ListRules.MinItems);
        AddCount("maxItems", ListRules.MaxItems);
        var first = 0;
        var rest = "items";
        if (Has("prefixItems", out var prefix) || (Has("items", out prefix) && prefix.ValueKind == JsonValueKind.Array))
        {
            // Draft 7 wrote the schemas of the first items under "items" and that of the others under "additionalItems".
            var keyword = Has("prefixItems", out _) ? "prefixItems" : "items";
            rest = keyword == "items" ? "additionalItems" : "items";
            var nodes = prefix.ValueKind == JsonValueKind.Array && prefix.GetArrayLength() == 0 ? [] : reader.Nodes(prefix, $"{pointer}/{keyword}");
            first = nodes.Count;
            _rules.Add((keyword, ListRules.Prefix([.. nodes])));
        }

        if (Has(rest, out var items))
        {
            _rules.Add((rest, ListRules.Items(reader.Node(items, $"{pointer}/{rest}"), first)));
        }

        if (Has("contains", out var contained))
        {
            _rules.Add(("contains", ListRules.Contains(reader.Node(contained, $"{pointer}/contains"), Count("minContains") ?? 1, Count("maxContains"))));
        }

        if (IsTrue("uniqueItems"))
        {
            _rules.Add(("uniqueItems", ListRules.UniqueItems()));
        }
    }

    private void ReadMaps()
    {
        AddCount("minProperties", MapRules.MinProperties);
        AddCount("maxProperties", MapRules.MaxProperties);
        if (Has("required", out var required) && required.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            // A boolean there is draft 3's way to mark a property; it says nothing about this object.
            _rules.Add(("required", MapRules.Required(Texts(required, $"{pointer}/required"))));
        }

        foreach (var keyword in (ReadOnlySpan<string>)["dependencies", "dependentRequired", "dependentSchemas"])
        {
            if (!Has(keyword, out var dependencies))
            {
                continue;
            }

            foreach (var (name, value) in Members(dependencies, $"{pointer}/{keyword}"))
            {
                var place = $"{pointer}/{keyword}/{name}";
                _rules.Add((keyword, value.ValueKind == JsonValueKind.Array && keyword != "dependentSchemas"
                    ? MapRules.DependentRequired(keyword, name, Texts(value, place))
                    : MapRules.DependentSchema(name, reader.Node(value, place))));
            }
        }

        if (Has("propertyNames", out var names))
        {
            _rules.Add(("propertyNames", MapRules.PropertyNames(reader.Node(names, $"{pointer}/propertyNames"))));
        }
    }

    private void ReadPatternProperties()
    {
        var named = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        if (Has("properties", out var properties))
        {
            named = reader.NamedNodes(properties, $"{pointer}/properties");
            _rules.Add(("properties", MapRules.Properties(named)));
        }

        var patterns = new List<(Regex Pattern, SchemaNode Node)>();
        if (Has("patternProperties", out var matched))
        {
            foreach (var (pattern, node) in reader.NamedNodes(matched, $"{pointer}/patternProperties"))
            {
                if (reader.Pattern(pattern, $"{pointer}/patternProperties/{pattern}") is { } compiled)
                {
                    patterns.Add((compiled, node));
                }
            }

            _rules.Add(("patternProperties", MapRules.PatternProperties(patterns)));
        }

        if (Has("additionalProperties", out var additional) && additional.ValueKind != JsonValueKind.True)
        {
            var node = additional.ValueKind == JsonValueKind.False ? null : reader.Node(additional, $"{pointer}/additionalProperties");
            _rules.Add((
                "additionalProperties", MapRules.AdditionalProperties(named.Keys, [.. patterns.Select(pattern => pattern.Pattern)], node)));
        }
    }

    private void ReadChoices()
    {
        if (Has("anyOf", out var any))
        {
            _rules.Add(("anyOf", ChoiceRules.AnyOf(reader.Nodes(any, $"{pointer}/anyOf"))));
        }

        if (Has("oneOf", out var one))
        {
            _rules.Add(("oneOf", ChoiceRules.OneOf(reader.Nodes(one, $"{pointer}/oneOf"))));
        }

        if (Has("allOf", out var all))
        {
            _rules.AddRange(reader.Nodes(all, $"{pointer}/allOf").Select(node => ("allOf", ChoiceRules.Also(node))));
        }

        if (Has("not", out var not))
        {
            _rules.Add(("not", ChoiceRules.Not(reader.Node(not, $"{pointer}/not"))));
        }

        if (Has("if", out var condition))
        {
            SchemaNode? Branch(string keyword) => Has(keyword, out var branch) ? reader.Node(branch, $"{pointer}/{keyword}") : null;
            _rules.Add(("if", ChoiceRules.If(reader.Node(condition, $"{pointer}/if"), Branch("then"), Branch("else"))));
        }

        if (Has("$ref", out var reference))
        {
            if (reference.ValueKind == JsonValueKind.String)
            {
                _rules.Add(("$ref", ChoiceRules.Also(reader.Refer(reference.GetString()!, $"{pointer}/$ref"))));
            }
            else
            {
                reader.Fail($"{pointer}/$ref", "must be text");
            }
        }
    }

    private SchemaTypes Types(JsonElement type)
    {
        var types = SchemaTypes.None;
        foreach (var name in type.ValueKind == JsonValueKind.Array ? Texts(type, $"{pointer}/type") : Texts([type], $"{pointer}/type"))
        {
            var named = SchemaTypeNames.Find(name);
            if (named == SchemaTypes.None)
            {
                reader.Fail($"{pointer}/type", $"cannot be {SchemaCheck.ShownText(name)}; the types are {string.Join(", ", SchemaTypeNames.Names)}");
            }

            types |= named;
        }

        return types;
    }

    private void AddNumber(string keyword, Func<JsonElement, SchemaRule> rule)
    {
        if (!Has(keyword, out var value))
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            _rules.Add((keyword, rule(value)));
        }
        else
        {
            reader.Fail($"{pointer}/{keyword}", "must be a number");
        }
    }

    private void AddCount(string keyword, Func<long, SchemaRule> rule)
    {
        if (Count(keyword) is { } count)
        {
            _rules.Add((keyword, rule(count)));
        }
    }

    private long? Count(string keyword)
    {
        if (!Has(keyword, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= int.MaxValue && number == Math.Floor(number))
        {
            return (long)number;
        }

        reader.Fail($"{pointer}/{keyword}", "must be a whole number that is not negative");
        return null;
    }

    private IReadOnlyList<string> Texts(JsonElement list, string place) =>
        list.ValueKind == JsonValueKind.Array ? Texts(list.EnumerateArray(), place) : Refused(place);

    private List<string> Texts(IEnumerable<JsonElement> items, string place)
    {
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(item.GetString()!);
            }
            else
            {
                reader.Fail(place, "must hold only text");
            }
        }

        return texts;
    }

    private IReadOnlyList<string> Refused(string place)
    {
        reader.Fail(place, "must be a list of text");
        return [];
    }

    private IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.EnumerateObject().Select(member => (member.Name, member.Value));
        }

        reader.Fail(place, "must be an object");
        return [];
    }

    private bool IsTrue(string keyword) => Has(keyword, out var value) && value.ValueKind == JsonValueKind.True;

    private bool Has(string keyword, out JsonElement value) => schema.TryGetProperty(keyword, out value);
}
