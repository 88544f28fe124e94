using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class MatchCase(PythonPattern pattern, PythonExpression? guard, ImmutableArray<PythonStatement> body, SourceSpan span)
    : PythonNode(span, Math.Max(HeightOf(pattern), Math.Max(HeightOf(guard), HeightOf(body))) + 1)
{
    public PythonPattern Pattern { get; } = pattern;

    public PythonExpression? Guard { get; } = guard;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Pattern, children);
        Collect(Guard, children);
        Collect(Body, children);
    }
}
