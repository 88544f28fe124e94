namespace WorkflowEngine.Python;

internal enum StringPrefixKind
{
    None,
    Plain,
    Formatted,
}
