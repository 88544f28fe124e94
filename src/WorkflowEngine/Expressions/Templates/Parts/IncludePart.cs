namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% include "file" ignore missing without context %}</c>; of a list of files the first that is there.</summary>
internal sealed class IncludePart(TemplateSource source, int start, int end, TemplateExpression name, bool mayBeMissing, bool seesNames)
    : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        if (run.IsSilent)
        {
            return true;
        }

        if (!name.TryEvaluate(run, out var file))
        {
            return false;
        }

        var template = Find(run, file);
        if (template is null)
        {
            return run.Failure is null;
        }

        if (!run.Enter(Source, Start, End))
        {
            return false;
        }

        var succeeded = run.RenderTemplate(template, new TemplateFrame(seesNames ? run.Frame : null));
        run.Leave();
        return succeeded;
    }

    private Template? Find(TemplateRun run, in ExpressionValue file)
    {
        if (!file.TryGetList(out var files))
        {
            return run.Load(file, mayBeMissing, Source, Start, End);
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (run.Load(files[i], mayBeMissing || i + 1 < files.Count, Source, Start, End) is { } found)
            {
                return found;
            }

            if (run.Failure is not null)
            {
                return null;
            }
        }

        return null;
    }
}
