namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{{ expression }}</c>.</summary>
internal sealed class OutputPart(TemplateSource source, int start, int end, TemplateExpression expression) : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run) =>
        run.IsSilent || (expression.TryEvaluate(run, out var value) && run.Print(value, Source, Start, End));
}
