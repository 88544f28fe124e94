namespace WorkflowEngine.Python.Syntax;

internal enum PythonConstant : byte
{
    None,
    True,
    False,
    Ellipsis,
}
