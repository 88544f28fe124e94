namespace WorkflowEngine.Expressions.Templates;

internal enum TemplateSegmentKind : byte
{
    Text,
    Output,
    Statement,
}
