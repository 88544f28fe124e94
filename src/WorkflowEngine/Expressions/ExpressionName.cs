using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A name that an expression reads.</summary>
/// <param name="Name">The name.</param>
/// <param name="Span">Where it stands in the file.</param>
public readonly record struct ExpressionName(string Name, SourceSpan Span);
