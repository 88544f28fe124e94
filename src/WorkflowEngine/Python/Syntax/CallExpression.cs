using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class CallExpression(
    PythonExpression function,
    ImmutableArray<PythonExpression> arguments,
    ImmutableArray<KeywordArgument> keywords,
    SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(function), Math.Max(HeightOf(arguments), HeightOf(keywords))) + 1)
{
    public PythonExpression Function { get; } = function;

    public ImmutableArray<PythonExpression> Arguments { get; } = arguments;

    public ImmutableArray<KeywordArgument> Keywords { get; } = keywords;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Function, children);
        Collect(Arguments, children);
        Collect(Keywords, children);
    }
}
