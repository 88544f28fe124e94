using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% set a, b = value %}</c>, and <c>{% set n.a = value %}</c> for an object made by <c>namespace()</c>.</summary>
internal sealed class SetPart(
    TemplateSource source, int start, int end, TemplateTarget? target, string owner, string key, TemplateExpression value) : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        if (!value.TryEvaluate(run, out var assigned))
        {
            return false;
        }

        return target is not null ? target.TryAssign(run, run.Frame, assigned) : AssignKey(run, assigned);
    }

    /// <summary>The object is replaced where its name is defined, so a loop can change what was set outside of it.</summary>
    private bool AssignKey(TemplateRun run, ExpressionValue assigned)
    {
        for (var frame = run.Frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Names.TryGetValue(owner, out var held) && held.TryGetMap(out var entries))
            {
                run.StepsLeft -= entries.Count;
                frame.Names[owner] = ExpressionValue.Of(new Dictionary<string, ExpressionValue>(entries, StringComparer.Ordinal) { [key] = assigned });
                return true;
            }
        }

        return run.Fail(Source.Error(ExpressionCodes.UnknownName, $"'{owner}' is not an object that was set here.", Start, End, "Make it with 'namespace()'."));
    }
}
