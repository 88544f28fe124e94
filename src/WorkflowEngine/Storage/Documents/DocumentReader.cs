namespace WorkflowEngine.Storage.Documents;

internal delegate T DocumentReader<out T, in TState>(ReadOnlySpan<byte> utf8, TState state);
