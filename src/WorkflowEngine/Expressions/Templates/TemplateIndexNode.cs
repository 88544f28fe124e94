using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>target[index]</c>: undefined when there is no such item, an error when the target itself is undefined.</summary>
internal sealed class TemplateIndexNode(ExpressionNode target, ExpressionNode index, int end)
    : ExpressionNode(target.Start, end, Math.Max(target.Height, index.Height) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!target.TryEvaluate(ref evaluation, out var container) || !index.TryEvaluate(ref evaluation, out var key))
        {
            return false;
        }

        if (TemplateText.IsUndefined(container))
        {
            return TemplateMemberNode.FailUndefined(ref evaluation, this, "an item");
        }

        if (container.Kind == ExpressionValueKind.Text && !evaluation.Charge(container.Text.Length))
        {
            return evaluation.At(this);
        }

        value = Indexing.TryFind(container, key, out var found) ? found.In(container).From(key) : TemplateText.Undefined;
        return true;
    }
}
