namespace WorkflowEngine.Execution.Values;

/// <summary>A placeholder of a step has no value; the step fails with the message.</summary>
internal sealed class UnresolvedValueException(string placeholder, string why) : Exception($"'{{{{ {placeholder} }}}}': {why}");
