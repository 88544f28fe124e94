using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ExceptHandler(PythonExpression? type, string? name, ImmutableArray<PythonStatement> body, SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(type), HeightOf(body)) + 1)
{
    public PythonExpression? Type { get; } = type;

    public string? Name { get; } = name;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Type, children);
        Collect(Body, children);
    }
}
