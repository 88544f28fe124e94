using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python;

/// <summary>A file of Python: its statements, less those that cannot be read, and what is wrong with it.</summary>
internal sealed record PythonModule
{
    public required ImmutableArray<PythonStatement> Body { get; init; }

    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>Whether the whole file was read.</summary>
    public bool IsValid => Diagnostics.IsEmpty;
}
