namespace WorkflowEngine.Diagnostics;

/// <summary>One finding about a file or a submitted document: what is wrong, and where.</summary>
public sealed record Diagnostic
{
    /// <summary>A stable code such as <c>WF1001</c>; see the <c>*Codes</c> classes of this namespace.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters. Default: <see cref="DiagnosticSeverity.Error"/>.</summary>
    public DiagnosticSeverity Severity { get; init; } = DiagnosticSeverity.Error;

    /// <summary>One sentence for the author of the file; never holds a secret.</summary>
    public required string Message { get; init; }

    /// <summary>The file, relative to its root, with forward slashes; null when there is no file.</summary>
    public string? File { get; init; }

    /// <summary>Where in the file; <see cref="SourceSpan.None"/> when the finding is about the whole file.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>What the author can do about it, when that is known.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether the finding makes the definition unusable.</summary>
    public bool IsError => Severity == DiagnosticSeverity.Error;

    /// <summary>Makes an error at a place of a file that is filled in later.</summary>
    public static Diagnostic Error(string code, string message, SourceSpan span, string? hint = null) =>
        new() { Code = code, Message = message, Span = span, Hint = hint };

    /// <summary>Makes a warning at a place of a file that is filled in later.</summary>
    public static Diagnostic Warning(string code, string message, SourceSpan span, string? hint = null) =>
        new() { Code = code, Severity = DiagnosticSeverity.Warning, Message = message, Span = span, Hint = hint };

    /// <summary>Writes the finding the way compilers do: <c>file:line:column: error CODE: message</c>.</summary>
    public override string ToString()
    {
        var place = Span.IsKnown ? $"{File ?? "-"}:{Span.Start}" : File ?? "-";
        var severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        var hint = Hint is null ? "" : $" ({Hint})";
        return $"{place}: {severity} {Code}: {Message}{hint}";
    }
}
