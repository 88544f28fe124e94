using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

internal abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; protected set; } = span;

    /// <summary>What the node costs when it is expanded: one per node and one per character, aliases included.</summary>
    public long Cost { get; protected set; } = 1;

    /// <summary>How many levels the node has, itself included and aliases expanded.</summary>
    public int Height { get; protected set; } = 1;

    /// <summary>What an author would call it, with its article.</summary>
    public abstract string Kind { get; }
}
