using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>The text of a template and where it stands.</summary>
/// <param name="Text">The text.</param>
/// <param name="File">The file, relative to its root; null when there is none.</param>
/// <param name="Origin">Where in the file the text starts.</param>
internal sealed record TemplateSource(string Text, string? File, SourcePosition Origin)
{
    public Diagnostic Error(string code, string message, int start, int end, string? hint = null) =>
        Diagnostic.Error(code, message, TextPosition.Between(Origin, Text, start, end), hint) with { File = File };
}
