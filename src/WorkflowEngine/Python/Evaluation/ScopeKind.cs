namespace WorkflowEngine.Python.Evaluation;

internal enum ScopeKind
{
    Module,
    Class,
    Function,
    Comprehension,
}
