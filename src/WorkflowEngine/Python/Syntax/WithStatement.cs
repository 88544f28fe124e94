using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class WithStatement(bool isAsync, ImmutableArray<WithItem> items, ImmutableArray<PythonStatement> body, SourceSpan span)
    : PythonStatement(span)
{
    public bool IsAsync { get; } = isAsync;

    public ImmutableArray<WithItem> Items { get; } = items;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Items, children);
        Collect(Body, children);
    }
}
