using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>What was read from one file.</summary>
/// <param name="Definitions">The workflows of the file, also those that are not valid; each carries its own diagnostics.</param>
/// <param name="Diagnostics">Everything that was found in the file, in the order of its lines.</param>
public sealed record WorkflowParseResult(IReadOnlyList<WorkflowDefinition> Definitions, IReadOnlyList<Diagnostic> Diagnostics);
