using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class LambdaExpression(ImmutableArray<Parameter> parameters, PythonExpression body, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(parameters), HeightOf(body)) + 1)
{
    public ImmutableArray<Parameter> Parameters { get; } = parameters;

    public PythonExpression Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Parameters, children);
        Collect(Body, children);
    }
}
