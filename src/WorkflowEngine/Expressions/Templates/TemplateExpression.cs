namespace WorkflowEngine.Expressions.Templates;

/// <summary>An expression inside of a tag.</summary>
/// <param name="source">The template.</param>
/// <param name="offset">Where the text starts in the template that the offsets of the nodes are counted from.</param>
/// <param name="root">The outermost node.</param>
internal sealed class TemplateExpression(TemplateSource source, int offset, ExpressionNode root)
{
    /// <summary>Evaluates it on the account of a run; false after the run was told why not.</summary>
    public bool TryEvaluate(TemplateRun run, out ExpressionValue value)
    {
        var evaluation = new Evaluation(run, run.ExpressionLimits) { StepsLeft = run.StepsLeft };
        var succeeded = root.TryEvaluate(ref evaluation, out value);
        run.StepsLeft = evaluation.StepsLeft;
        if (run.Failure is not null)
        {
            return false;
        }

        if (!succeeded)
        {
            var (start, end) = evaluation.ErrorRange;
            run.Fail(source.Error(evaluation.ErrorCode!, evaluation.ErrorMessage!, offset + Math.Max(start, 0), offset + Math.Max(end, 0)));
        }

        return succeeded;
    }
}
