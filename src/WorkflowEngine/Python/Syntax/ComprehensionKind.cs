namespace WorkflowEngine.Python.Syntax;

internal enum ComprehensionKind
{
    List,
    Set,
    Generator,
}
