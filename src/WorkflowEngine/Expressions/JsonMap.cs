using System.Collections;
using System.Text.Json;

namespace WorkflowEngine.Expressions;

/// <summary>A JSON object as values by key; a single key is read without reading the others.</summary>
internal sealed class JsonMap(JsonElement json) : IReadOnlyDictionary<string, ExpressionValue>
{
    private Dictionary<string, ExpressionValue>? _entries;

    public int Count => Entries.Count;

    public IEnumerable<string> Keys => Entries.Keys;

    public IEnumerable<ExpressionValue> Values => Entries.Values;

    private Dictionary<string, ExpressionValue> Entries => _entries ??= Read();

    public ExpressionValue this[string key] => Entries[key];

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, out ExpressionValue value)
    {
        try
        {
            var found = json.TryGetProperty(key, out var property);
            value = found ? ExpressionValue.FromJson(property) : default;
            return found;
        }
        catch (InvalidOperationException)
        {
            // A key of the object names half of a surrogate pair; the others are still good.
            return Entries.TryGetValue(key, out value);
        }
    }

    public IEnumerator<KeyValuePair<string, ExpressionValue>> GetEnumerator() => Entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, ExpressionValue> Read()
    {
        var entries = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (TryReadName(property, out var name))
            {
                entries[name] = ExpressionValue.FromJson(property.Value);
            }
        }

        return entries;
    }

    private static bool TryReadName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }
}
