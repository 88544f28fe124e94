using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Where the fields of definitions were written, so that findings point at the field and not only at its job.</summary>
internal sealed class DefinitionSpans
{
    // Two jobs with the same content are equal records but stand at different places.
    private readonly Dictionary<object, YamlFields> _owners = new(ReferenceEqualityComparer.Instance);

    public void Add(object owner, YamlFields fields) => _owners.Add(owner, fields);

    /// <summary>Follows an owner that was copied.</summary>
    public void Move(object from, object to)
    {
        if (_owners.Remove(from, out var fields))
        {
            _owners.Add(to, fields);
        }
    }

    /// <summary>Whether the author wrote the field.</summary>
    public bool IsGiven(object owner, string field) => _owners.TryGetValue(owner, out var fields) && fields.TryGet(field, out _);

    /// <summary>The place of a field, or of one of its items; the fallback when it is not known.</summary>
    public SourceSpan Find(object owner, string field, SourceSpan fallback, int index = -1) =>
        _owners.TryGetValue(owner, out var fields) ? fields.SpanOf(field, fallback, index) : fallback;
}
