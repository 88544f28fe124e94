namespace WorkflowEngine.Python.Syntax;

internal enum UnaryOperator
{
    Plus,
    Minus,
    Invert,
    Not,
}
