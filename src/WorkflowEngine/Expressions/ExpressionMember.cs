using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A key that an expression reads of a name: <c>task.build</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Key">The key.</param>
/// <param name="Span">Where both stand in the file.</param>
internal readonly record struct ExpressionMember(string Name, string Key, SourceSpan Span);
