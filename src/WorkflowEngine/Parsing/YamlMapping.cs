using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

internal sealed class YamlMapping(SourceSpan span) : YamlNode(span)
{
    private readonly List<(YamlScalar Key, YamlNode Value)> _entries = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries => _entries;

    public override string Kind => "a mapping";

    /// <summary>Adds an entry; false when the key is there already, which then keeps its first value.</summary>
    public bool TryAdd(YamlScalar key, YamlNode value)
    {
        Cost += key.Cost + value.Cost;
        Height = Math.Max(Height, value.Height + 1);
        if (!_indexes.TryAdd(key.Text, _entries.Count))
        {
            return false;
        }

        _entries.Add((key, value));
        return true;
    }

    public bool TryGet(string key, out (YamlScalar Key, YamlNode Value) entry)
    {
        var found = _indexes.TryGetValue(key, out var index);
        entry = found ? _entries[index] : default;
        return found;
    }

    public void EndAt(SourcePosition end) => Span = new(Span.Start, end);
}
