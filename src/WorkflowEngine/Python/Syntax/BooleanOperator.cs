namespace WorkflowEngine.Python.Syntax;

internal enum BooleanOperator
{
    And,
    Or,
}
