namespace WorkflowEngine.Expressions.Templates;

/// <summary>A stretch of a template: text as it stands, or what is inside of a tag without its signs.</summary>
internal readonly record struct TemplateSegment(TemplateSegmentKind Kind, int Start, int End);
