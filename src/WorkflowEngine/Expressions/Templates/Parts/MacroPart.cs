namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% macro name(a, b=1) %}</c>: defines it and prints nothing.</summary>
internal sealed class MacroPart(TemplateSource source, int start, int end, MacroDefinition definition) : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        run.Frame.Macros[definition.Name] = new Macro(definition, run.Frame);
        return true;
    }
}
