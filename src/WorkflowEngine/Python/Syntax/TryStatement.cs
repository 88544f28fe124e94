using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class TryStatement(
    ImmutableArray<PythonStatement> body,
    ImmutableArray<ExceptHandler> handlers,
    ImmutableArray<PythonStatement> @else,
    ImmutableArray<PythonStatement> @finally,
    bool isStar,
    SourceSpan span)
    : PythonStatement(span)
{
    public ImmutableArray<PythonStatement> Body { get; } = body;

    public ImmutableArray<ExceptHandler> Handlers { get; } = handlers;

    public ImmutableArray<PythonStatement> Else { get; } = @else;

    public ImmutableArray<PythonStatement> Finally { get; } = @finally;

    public bool IsStar { get; } = isStar;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Body, children);
        Collect(Handlers, children);
        Collect(Else, children);
        Collect(Finally, children);
    }
}
