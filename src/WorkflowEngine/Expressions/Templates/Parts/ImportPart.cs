using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% import "file" as m %}</c> and <c>{% from "file" import a, b as c %}</c>: the macros and names of another template.</summary>
internal sealed class ImportPart(
    TemplateSource source, int start, int end, TemplateExpression file, string? module, IReadOnlyList<(string Name, string As)> names, bool seesNames)
    : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        if (!file.TryEvaluate(run, out var name)
            || run.Load(name, mayBeMissing: false, Source, Start, End) is not { } template
            || !run.Enter(Source, Start, End))
        {
            return false;
        }

        var frame = new TemplateFrame(seesNames ? run.Frame : null);
        var succeeded = run.Capture(() => run.RenderTemplate(template, frame), out _);
        run.Leave();
        return succeeded && Take(run, frame);
    }

    private bool Take(TemplateRun run, TemplateFrame frame)
    {
        if (module is not null)
        {
            run.Frame.Modules[module] = frame;
            return true;
        }

        foreach (var (name, alias) in names)
        {
            if (frame.Macros.TryGetValue(name, out var macro))
            {
                run.Frame.Macros[alias] = macro;
            }
            else if (frame.Names.TryGetValue(name, out var value))
            {
                run.Frame.Names[alias] = value;
            }
            else
            {
                return run.Fail(Source.Error(ExpressionCodes.UnknownName, $"The imported template has nothing named '{name}'.", Start, End));
            }
        }

        return true;
    }
}
