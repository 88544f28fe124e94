using System.Collections;
using System.Text.Json;

namespace WorkflowEngine.Expressions;

/// <summary>A JSON array as a list of values, made when first looked at.</summary>
internal sealed class JsonList(JsonElement json) : IReadOnlyList<ExpressionValue>
{
    private ExpressionValue[]? _items;

    public int Count => json.GetArrayLength();

    public ExpressionValue this[int index] => (_items ??= Read())[index];

    public IEnumerator<ExpressionValue> GetEnumerator() => ((IEnumerable<ExpressionValue>)(_items ??= Read())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ExpressionValue[] Read()
    {
        var items = new ExpressionValue[Count];
        var next = 0;
        foreach (var item in json.EnumerateArray())
        {
            items[next++] = ExpressionValue.FromJson(item);
        }

        return items;
    }
}
