using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class FunctionDefinition(
    string name,
    bool isAsync,
    ImmutableArray<PythonExpression> decorators,
    ImmutableArray<TypeParameter> typeParameters,
    ImmutableArray<Parameter> parameters,
    PythonExpression? returns,
    ImmutableArray<PythonStatement> body,
    SourceSpan span)
    : PythonStatement(span)
{
    public string Name { get; } = name;

    public bool IsAsync { get; } = isAsync;

    public ImmutableArray<PythonExpression> Decorators { get; } = decorators;

    public ImmutableArray<TypeParameter> TypeParameters { get; } = typeParameters;

    public ImmutableArray<Parameter> Parameters { get; } = parameters;

    public PythonExpression? Returns { get; } = returns;

    public ImmutableArray<PythonStatement> Body { get; } = body;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Decorators, children);
        Collect(TypeParameters, children);
        Collect(Parameters, children);
        Collect(Returns, children);
        Collect(Body, children);
    }
}
