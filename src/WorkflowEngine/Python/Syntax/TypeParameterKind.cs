namespace WorkflowEngine.Python.Syntax;

internal enum TypeParameterKind
{
    TypeVar,
    TypeVarTuple,
    ParamSpec,
}
