using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Syntax;

/// <summary>Text; one without escapes stays a slice of the source until somebody asks for it.</summary>
internal sealed class StringLiteral : PythonExpression
{
    private readonly string? _source;
    private readonly int _start;
    private readonly int _length;
    private string? _value;

    public StringLiteral(string value, SourceSpan span)
        : base(span, 1) => _value = value;

    public StringLiteral(string source, int start, int length, SourceSpan span)
        : base(span, 1) => (_source, _start, _length) = (source, start, length);

    public string Value => _value ??= _source!.Substring(_start, _length);
}
