namespace WorkflowEngine.Expressions.Templates;

/// <summary>The values a function or macro is called with.</summary>
internal readonly record struct TemplateCall(ExpressionValue[] Values, (string Name, ExpressionValue Value)[] Named);
