using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% extends "file" %}</c>: the other template is rendered after this one, with the blocks of this one.</summary>
internal sealed class ExtendsPart(TemplateSource source, int start, int end, TemplateExpression name) : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        if (run.Parent is not null)
        {
            return run.Fail(Source.Error(TemplateCodes.Duplicate, "A template extends only one other.", Start, End));
        }

        run.Parent = name.TryEvaluate(run, out var file) ? run.Load(file, mayBeMissing: false, Source, Start, End) : null;
        return run.Parent is not null;
    }
}
