using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>A variable of the run that a transition sets.</summary>
/// <param name="Name">The name of the variable.</param>
/// <param name="Value">Its value; null means the result of the job.</param>
public sealed record PublishDefinition(string Name, JsonTemplate? Value);
