using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class MatchStatement(PythonExpression subject, ImmutableArray<MatchCase> cases, SourceSpan span)
    : PythonStatement(span)
{
    public PythonExpression Subject { get; } = subject;

    public ImmutableArray<MatchCase> Cases { get; } = cases;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Subject, children);
        Collect(Cases, children);
    }
}
