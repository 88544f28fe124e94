using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class ClassDefinition(
    string name,
    ImmutableArray<PythonExpression> decorators,
    ImmutableArray<TypeParameter> typeParameters,
    ImmutableArray<PythonExpression> arguments,
    ImmutableArray<KeywordArgument> keywords,
    ImmutableArray<PythonStatement> body,
    SourceSpan span)
    : PythonStatement(span)
{
    public string Name { get; } = name;

    public ImmutableArray<PythonExpression> Decorators { get; } = decorators;

    public ImmutableArray<TypeParameter> TypeParameters { get; } = typeParameters;

    public ImmutableArray<PythonExpression> Arguments { get; } = arguments;

    public ImmutableArray<KeywordArgument> Keywords { get; } = keywords;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Decorators, children);
        Collect(TypeParameters, children);
        Collect(Arguments, children);
        Collect(Keywords, children);
        Collect(Body, children);
    }
}
