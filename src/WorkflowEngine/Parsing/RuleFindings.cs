using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>What the rules of a definition find, each at the field that breaks them.</summary>
internal sealed class RuleFindings(DefinitionSpans spans)
{
    // Comparing every unknown name with every known one would not be linear any more.
    private const int MaxSuggestions = 20;

    private readonly List<Diagnostic> _list = [];
    private int _suggestions;

    public IReadOnlyList<Diagnostic> List => _list;

    public void Error(string code, string message, object owner, string field, SourceSpan fallback, string? hint = null, int index = -1) =>
        _list.Add(Diagnostic.Error(code, message, spans.Find(owner, field, fallback, index), hint));

    public void Warning(string code, string message, object owner, string field, SourceSpan fallback, string? hint = null, int index = -1) =>
        _list.Add(Diagnostic.Warning(code, message, spans.Find(owner, field, fallback, index), hint));

    public void Warning(string code, string message, SourceSpan span, string? hint = null) => _list.Add(Diagnostic.Warning(code, message, span, hint));

    public void Error(string code, string message, SourceSpan span, string? hint = null) => _list.Add(Diagnostic.Error(code, message, span, hint));

    /// <summary>Whether the author wrote the field, with or without a value that could be used.</summary>
    public bool IsGiven(object owner, string field) => spans.IsGiven(owner, field);

    public SourceSpan PlaceOf(object owner, string field, SourceSpan fallback) => spans.Find(owner, field, fallback);

    public string? Suggest(string name, IEnumerable<string> candidates) =>
        _suggestions++ < MaxSuggestions ? NearestName.Hint(name, candidates.Take(DefinitionLimits.Jobs)) : null;
}
