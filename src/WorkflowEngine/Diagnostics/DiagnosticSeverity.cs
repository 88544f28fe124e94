namespace WorkflowEngine.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information = 0,

    /// <summary>Probably not what the author meant; the definition still works.</summary>
    Warning = 1,

    /// <summary>The definition cannot be used until this is mended.</summary>
    Error = 2,
}
