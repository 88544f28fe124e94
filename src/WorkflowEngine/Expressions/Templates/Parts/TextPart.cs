namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary>Text as it stands. A template that extends another prints only what is in its blocks.</summary>
internal sealed class TextPart(TemplateSource source, int start, int end) : TemplatePart(source, start, end)
{
    private readonly string _text = source.Text[start..end].ReplaceLineEndings("\n");

    public override bool Render(TemplateRun run) => run.IsSilent || run.Append(_text, Source, Start, End);
}
