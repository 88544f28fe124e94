using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>A collection that is being read.</summary>
internal sealed class YamlFrame(YamlNode node, string? anchor, bool isFlow)
{
    public YamlNode Node { get; } = node;

    public string? Anchor { get; } = anchor;

    public bool IsFlow { get; } = isFlow;

    /// <summary>The key whose value comes next.</summary>
    public YamlScalar? Key { get; set; }

    /// <summary>Whether the next value is dropped because its key was refused.</summary>
    public bool DropsValue { get; set; }

    public SourcePosition End { get; set; } = node.Span.End;
}
