using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ImportStatement(ImmutableArray<ImportAlias> names, SourceSpan span)
    : PythonStatement(span)
{
    public ImmutableArray<ImportAlias> Names { get; } = names;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Names, children);
    }
}
