using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

// Conversion is the letter after "!", or NUL; DebugText is the text before "=" when the field has one.
internal sealed class ReplacementField(PythonExpression value, char conversion, FormattedString? format, string? debugText, SourceSpan span)
    : PythonExpression(span, Math.Max(HeightOf(value), HeightOf(format)) + 1)
{
    public PythonExpression Value { get; } = value;

    public char Conversion { get; } = conversion;

    public FormattedString? Format { get; } = format;

    public string? DebugText { get; } = debugText;

    public override void CollectChildren(List<PythonNode> children)
    {
        Collect(Value, children);
        Collect(Format, children);
    }
}
