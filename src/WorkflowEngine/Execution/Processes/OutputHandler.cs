namespace WorkflowEngine.Execution.Processes;

/// <summary>Takes decoded text as it comes, in pieces that may end anywhere but within a character.</summary>
internal delegate void OutputHandler(ReadOnlySpan<char> text);
