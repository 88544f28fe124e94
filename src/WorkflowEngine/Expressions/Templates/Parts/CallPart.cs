namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% call(x) name(a) %}body{% endcall %}</c>: calls a macro, which calls the body back as <c>caller(x)</c>.</summary>
internal sealed class CallPart(TemplateSource source, int start, int end, MacroDefinition body, ExpressionNode node, TemplateExpression call)
    : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        var outer = run.Caller;
        run.Caller = (node, new Macro(body, run.Frame));
        var succeeded = call.TryEvaluate(run, out var value);
        run.Caller = outer;
        return succeeded && run.Print(value, Source, Start, End);
    }
}
