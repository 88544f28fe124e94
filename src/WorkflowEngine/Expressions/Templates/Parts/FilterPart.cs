namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% filter upper %}text{% endfilter %}</c>; the filters read the text as a name that no author can write.</summary>
internal sealed class FilterPart(TemplateSource source, int start, int end, PartList body, TemplateExpression filtered) : TemplatePart(source, start, end)
{
    public const string TextName = "";

    public override bool Render(TemplateRun run)
    {
        if (!run.CaptureInside(new TemplateFrame(run.Frame), body, out var text))
        {
            return false;
        }

        var frame = new TemplateFrame(run.Frame);
        frame.Names[TextName] = text;
        return run.TryEvaluateInside(frame, filtered, out var value) && run.Print(value, Source, Start, End);
    }
}
