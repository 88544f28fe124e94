namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary>Parts that follow each other.</summary>
internal sealed class PartList(IReadOnlyList<TemplatePart> parts)
{
    public static PartList Empty { get; } = new([]);

    public bool Render(TemplateRun run)
    {
        foreach (var part in parts)
        {
            if (!part.Render(run))
            {
                return false;
            }
        }

        return true;
    }
}
