using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Collects what is found in one file, up to a limit, so that a hostile file cannot fill the memory.</summary>
internal sealed class Findings
{
    public const int Limit = 500;

    private readonly List<Diagnostic> _list = [];
    private readonly HashSet<SourceSpan> _errorSpans = [];
    private int _omitted;
    private bool _omittedError;

    public void Error(string code, string message, SourceSpan span, string? hint = null) =>
        Add(Diagnostic.Error(code, message, span, hint));

    public void Warning(string code, string message, SourceSpan span, string? hint = null) =>
        Add(Diagnostic.Warning(code, message, span, hint));

    public void Add(Diagnostic diagnostic)
    {
        if (_list.Count < Limit)
        {
            _list.Add(diagnostic);
            if (diagnostic.IsError)
            {
                _errorSpans.Add(diagnostic.Span);
            }

            return;
        }

        _omitted++;
        _omittedError |= diagnostic.IsError;
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    public bool HasErrorAt(SourceSpan span) => _errorSpans.Contains(span);

    /// <summary>The findings in the order of the lines, each with the name of the file.</summary>
    public IReadOnlyList<Diagnostic> InFile(string file)
    {
        var ordered = _list.Select(diagnostic => diagnostic with { File = file }).OrderBy(diagnostic => diagnostic.Span.Start).ToList();
        if (_omitted > 0)
        {
            ordered.Add(new Diagnostic
            {
                Code = YamlCodes.TooManyFindings,
                Severity = _omittedError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
                Message = $"{_omitted} further problems are not listed.",
                File = file,
            });
        }

        return ordered;
    }
}
