using System.Collections.Frozen;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>The functions of every scope. Names are case-sensitive but for those known from GitHub.</summary>
internal static class BuiltIns
{
    private static readonly FrozenDictionary<string, BuiltIn> All = new BuiltIn[]
    {
        new("string", 1, 1, Conversions.String),
        new("number", 1, 1, Conversions.Number),
        new("float", 1, 1, Conversions.Number),
        new("int", 1, 1, Conversions.Int),
        new("bool", 1, 1, Conversions.Bool),
        new("type_of", 1, 1, Conversions.TypeOf),
        new("to_json", 1, 1, Conversions.ToJson),
        new("tojson", 1, 1, Conversions.ToJson),
        new("from_json", 1, 1, Conversions.FromJson),
        new("abs", 1, 1, Numbers.Abs),
        new("floor", 1, 1, Numbers.Floor),
        new("ceil", 1, 1, Numbers.Ceil),
        new("round", 1, 2, Numbers.Round),
        new("min", 2, 2, Numbers.Min),
        new("max", 2, 2, Numbers.Max),
        new("sum", 1, 1, Numbers.Sum),
        new("lower", 1, 1, Texts.Lower),
        new("upper", 1, 1, Texts.Upper),
        new("trim", 1, 1, Texts.Trim),
        new("title", 1, 1, Texts.Title),
        new("capitalize", 1, 1, Texts.Capitalize),
        new("append", 2, 2, Texts.Append),
        new("prepend", 2, 2, Texts.Prepend),
        new("split", 2, 2, Texts.Split),
        new("join", 1, 2, Texts.Join),
        new("replace", 3, 3, Texts.Replace),
        new("starts_with", 2, 2, Texts.StartsWith),
        new("ends_with", 2, 2, Texts.EndsWith),
        new("match", 2, 2, Patterns.Match),
        new("length", 1, 1, Lists.Length),
        new("count", 1, 2, Lists.Count),
        new("contains", 2, 2, Lists.Contains),
        new("reversed", 1, 1, Lists.Reversed),
        new("reverse", 1, 1, Lists.Reversed),
        new("sort", 1, 1, Lists.Sort),
        new("unique", 1, 1, Lists.Unique),
        new("flat", 1, 1, Lists.Flat),
        new("zip", 2, 2, Lists.Zip),
        new("range", 1, 2, Lists.Range),
        new("slice", 2, 3, Lists.Slice),
        new("index_of", 2, 2, Lists.IndexOf),
        new("chunks", 2, 2, Lists.Chunks),
        new("batch", 2, 2, Lists.Chunks),
        new("first", 1, 1, Lists.First),
        new("last", 1, 1, Lists.Last),
        new("list", 1, 1, Lists.List),
        new("map", 2, 2, Records.Map),
        new("filter", 1, int.MaxValue, Records.Filter),
        new("reject", 1, int.MaxValue, Records.Reject),
        new("keys", 1, 1, Maps.Keys),
        new("values", 1, 1, Maps.Values),
        new("items", 1, 1, Maps.Items),
        new("merge", 2, 2, Maps.Merge),
    }.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, BuiltIn> AnyCase = new BuiltIn[]
    {
        new("contains", 2, 2, Lists.Contains),
        new("startsWith", 2, 2, Texts.StartsWithAny),
        new("endsWith", 2, 2, Texts.EndsWithAny),
        new("format", 1, int.MaxValue, Texts.Format),
        new("join", 1, 2, Texts.Join),
        new("toJSON", 1, 1, Conversions.ToIndentedJson),
        new("fromJSON", 1, 1, Conversions.FromJson),
    }.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static BuiltIn? Find(string name) => All.GetValueOrDefault(name) ?? AnyCase.GetValueOrDefault(name);
}
