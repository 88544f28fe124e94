using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

/// <summary>A piece of Python source with its place; never changes once it is made.</summary>
internal abstract class PythonNode(SourceSpan span, int height)
{
    public SourceSpan Span { get; } = span;

    /// <summary>How many expressions lie above each other here; the parser bounds it, so a walk may recurse.</summary>
    public int Height { get; } = height;

    /// <summary>The line of the first character, from 1.</summary>
    public int Line => Span.Start.Line;

    /// <summary>The column of the first character, from 0, in code points.</summary>
    public int Column => Span.Start.Column - 1;

    /// <summary>The line of the last character, from 1.</summary>
    public int EndLine => Span.End.Line;

    /// <summary>The column after the last character, from 0, in code points.</summary>
    public int EndColumn => Span.End.Column - 1;

    /// <summary>Adds the nodes directly below this one, in source order where the syntax has one.</summary>
    public virtual void CollectChildren(List<PythonNode> children)
    {
    }

    protected static int HeightOf(PythonNode? node) => node?.Height ?? 0;

    protected static int HeightOf<T>(ImmutableArray<T> nodes)
        where T : PythonNode?
    {
        var height = 0;
        foreach (var node in nodes)
        {
            if (node is not null && node.Height > height)
            {
                height = node.Height;
            }
        }

        return height;
    }

    protected static void Collect(PythonNode? node, List<PythonNode> children)
    {
        if (node is not null)
        {
            children.Add(node);
        }
    }

    protected static void Collect<T>(ImmutableArray<T> nodes, List<PythonNode> children)
        where T : PythonNode?
    {
        foreach (var node in nodes)
        {
            Collect(node, children);
        }
    }
}
