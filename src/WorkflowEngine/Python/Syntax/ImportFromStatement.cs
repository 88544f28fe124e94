using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ImportFromStatement(string? module, ImmutableArray<ImportAlias> names, int level, SourceSpan span)
    : PythonStatement(span)
{
    public string? Module { get; } = module;

    public ImmutableArray<ImportAlias> Names { get; } = names;

    public int Level { get; } = level;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Names, children);
    }
}
