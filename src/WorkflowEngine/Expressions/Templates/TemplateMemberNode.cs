using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>target.name</c>: undefined when there is no such key, an error when the target itself is undefined.</summary>
internal sealed class TemplateMemberNode(ExpressionNode target, string name, int end) : ExpressionNode(target.Start, end, target.Height + 1)
{
    public ExpressionNode Target { get; } = target;

    public string Name { get; } = name;

    public static bool FailUndefined(ref Evaluation evaluation, ExpressionNode node, string what) =>
        evaluation.Fail(node, TemplateCodes.UndefinedValue, $"Cannot read {what} of an undefined value.");

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (!Target.TryEvaluate(ref evaluation, out var target))
        {
            value = default;
            return false;
        }

        value = default;
        if (TemplateText.IsUndefined(target))
        {
            return FailUndefined(ref evaluation, this, $"'{Name}'");
        }

        value = target.TryGetMap(out var entries) && entries.TryGetValue(Name, out var found) ? found.In(target) : TemplateText.Undefined;
        return true;
    }
}
