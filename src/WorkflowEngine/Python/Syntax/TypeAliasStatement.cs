using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

internal sealed class TypeAliasStatement(
    NameExpression name,
    ImmutableArray<TypeParameter> typeParameters,
    PythonExpression value,
    SourceSpan span)
    : PythonStatement(span)
{
    public NameExpression Name { get; } = name;

    public ImmutableArray<TypeParameter> TypeParameters { get; } = typeParameters;

    public PythonExpression Value { get; } = value;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Name, children);
        Collect(TypeParameters, children);
        Collect(Value, children);
    }
}
