namespace WorkflowEngine.Triggers;

internal enum EventRefKind
{
    None,
    Branch,
    Tag,
}
