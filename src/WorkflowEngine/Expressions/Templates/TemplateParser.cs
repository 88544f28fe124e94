using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>Reads the statements of a template. A tag with a mistake is told and left out, and reading goes on behind it.</summary>
internal sealed class TemplateParser
{
    private readonly TemplateSource _source;
    private readonly List<TemplateSegment> _segments;
    private readonly List<Diagnostic> _diagnostics;
    private readonly TemplateLimits _limits;
    private readonly StatementReader _statements;
    private int _next;
    private int _depth;
    private bool _isTooDeep;

    public TemplateParser(TemplateSource source, List<TemplateSegment> segments, List<Diagnostic> diagnostics, TemplateLimits limits)
    {
        (_source, _segments, _diagnostics, _limits) = (source, segments, diagnostics, limits);
        _statements = new StatementReader(source, this, diagnostics);
    }

    public Dictionary<string, BlockPart> Blocks => _statements.Blocks;

    public PartList Parse() => ParseUntil(null, []).Body;

    /// <summary>Reads parts up to one of some statements, which is not finished yet; the end is null when the template ends before.</summary>
    /// <param name="open">The statement whose body is read; null for the template itself.</param>
    /// <param name="ends">The words of the statements that end it.</param>
    public (PartList Body, TemplateTag? End) ParseUntil(TemplateTag? open, string[] ends)
    {
        var parts = new List<TemplatePart>();
        if (++_depth > _limits.MaxNesting)
        {
            _diagnostics.Add(_source.Error(TemplateCodes.TooDeep, $"Statements are nested more than {_limits.MaxNesting} deep.", open!.Start, open.End));
            (_next, _isTooDeep) = (_segments.Count, true);
        }

        while (_next < _segments.Count)
        {
            var segment = _segments[_next++];
            if (segment.Kind == TemplateSegmentKind.Text)
            {
                parts.Add(new TextPart(_source, segment.Start, segment.End));
                continue;
            }

            if (IsTooLong(segment))
            {
                continue;
            }

            var tag = new TemplateTag(_source, segment);
            if (segment.Kind == TemplateSegmentKind.Output)
            {
                Add(parts, ParseOutput(tag));
            }
            else if (ends.Contains(tag.Keyword))
            {
                _depth--;
                tag.Tokens.Skip(1);
                return (new PartList(parts), tag);
            }
            else
            {
                Add(parts, _statements.Read(tag));
            }
        }

        if (open is not null && !_isTooDeep)
        {
            _diagnostics.Add(_source.Error(
                TemplateCodes.Syntax, $"The '{open.Keyword}' that starts here is not closed.", open.Start, open.End, $"It ends with '{{% {ends[^1]} %}}'."));
        }

        _depth--;
        return (new PartList(parts), null);
    }

    private OutputPart? ParseOutput(TemplateTag tag)
    {
        var expression = tag.Expression();
        tag.Finish(_diagnostics);
        return expression is null ? null : new OutputPart(_source, tag.Start, tag.End, expression);
    }

    private bool IsTooLong(TemplateSegment segment)
    {
        var longest = ExpressionLimits.Default.MaxLength;
        if (segment.End - segment.Start <= longest)
        {
            return false;
        }

        _diagnostics.Add(_source.Error(ExpressionCodes.TooLong, $"The tag is longer than {longest} characters.", segment.Start, segment.Start));
        return true;
    }

    private static void Add(List<TemplatePart> parts, TemplatePart? part)
    {
        if (part is not null)
        {
            parts.Add(part);
        }
    }
}
