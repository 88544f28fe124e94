namespace WorkflowEngine.Cli;

/// <summary>The user asked for something that cannot be done as asked; the message is the one line they get.</summary>
internal sealed class UsageException(string message) : Exception(message);
