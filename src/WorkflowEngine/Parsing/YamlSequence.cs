using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

internal sealed class YamlSequence(SourceSpan span) : YamlNode(span)
{
    private readonly List<YamlNode> _items = [];

    public IReadOnlyList<YamlNode> Items => _items;

    public override string Kind => "a list";

    public void Add(YamlNode item)
    {
        _items.Add(item);
        Cost += item.Cost;
        Height = Math.Max(Height, item.Height + 1);
    }

    public void EndAt(SourcePosition end) => Span = new(Span.Start, end);
}
