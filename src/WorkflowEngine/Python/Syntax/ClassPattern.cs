using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ClassPattern(
    PythonExpression type,
    ImmutableArray<PythonPattern> patterns,
    ImmutableArray<string> keywordNames,
    ImmutableArray<PythonPattern> keywordPatterns,
    SourceSpan span)
    : PythonPattern(span, Math.Max(HeightOf(type), Math.Max(HeightOf(patterns), HeightOf(keywordPatterns))) + 1)
{
    public PythonExpression Type { get; } = type;

    public ImmutableArray<PythonPattern> Patterns { get; } = patterns;

    public ImmutableArray<string> KeywordNames { get; } = keywordNames;

    public ImmutableArray<PythonPattern> KeywordPatterns { get; } = keywordPatterns;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Type, children);
        Collect(Patterns, children);
        Collect(KeywordPatterns, children);
    }
}
