using WorkflowEngine.Parsing;

namespace WorkflowEngine.Sources;

/// <summary>What a file held.</summary>
/// <param name="Hash">Of its content, and of what else the result depends on.</param>
/// <param name="Result">What was read.</param>
internal sealed record FileReading(string Hash, WorkflowParseResult Result);
