using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

// The branches of "if" and "elif" lie side by side, so that a long chain is not a deep tree.
internal sealed class IfStatement(ImmutableArray<IfBranch> branches, ImmutableArray<PythonStatement> @else, SourceSpan span)
    : PythonStatement(span)
{
    public ImmutableArray<IfBranch> Branches { get; } = branches;

    public ImmutableArray<PythonStatement> Else { get; } = @else;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Branches, children);
        Collect(Else, children);
    }
}
