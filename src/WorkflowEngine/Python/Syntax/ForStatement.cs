using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ForStatement(
    bool isAsync,
    PythonExpression target,
    PythonExpression iterable,
    ImmutableArray<PythonStatement> body,
    ImmutableArray<PythonStatement> @else,
    SourceSpan span)
    : PythonStatement(span)
{
    public bool IsAsync { get; } = isAsync;

    public PythonExpression Target { get; } = target;

    public PythonExpression Iterable { get; } = iterable;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public ImmutableArray<PythonStatement> Else { get; } = @else;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Target, children);
        Collect(Iterable, children);
        Collect(Body, children);
        Collect(Else, children);
    }
}
