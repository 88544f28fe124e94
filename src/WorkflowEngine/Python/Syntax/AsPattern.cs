using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

// Without a pattern it captures a name; without a name as well it is the wildcard "_".
internal sealed class AsPattern(PythonPattern? pattern, string? name, SourceSpan span)
    : PythonPattern(span, HeightOf(pattern) + 1)
{
    public PythonPattern? Pattern { get; } = pattern;

    public string? Name { get; } = name;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Pattern, children);
    }
}
