using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>target.name</c>; after a star it reads the name of every element.</summary>
internal sealed class MemberNode(ExpressionNode target, int end, string name, bool isHyphenated)
    : ExpressionNode(target.Start, end, target.Height + 1)
{
    public ExpressionNode Target { get; } = target;

    public string Name { get; } = name;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (!Target.TryEvaluate(ref evaluation, out var target))
        {
            value = default;
            return false;
        }

        if (Projection.IsProjected(Target))
        {
            return Projection.TryRead(ref evaluation, target, ExpressionValue.Of(Name), out value) || evaluation.At(this);
        }

        if (target.Kind == ExpressionValueKind.Map && target.Map.TryGetValue(Name, out value))
        {
            value = value.In(target);
            return true;
        }

        value = default;
        return Miss(ref evaluation, target, ref value);
    }

    private bool Miss(ref Evaluation evaluation, in ExpressionValue target, ref ExpressionValue value)
    {
        if (isHyphenated && !evaluation.AcceptsHyphenatedNull)
        {
            evaluation.MissedHyphenatedKey = true;
        }
        else if (target.IsLenient && target.Kind is ExpressionValueKind.Null or ExpressionValueKind.Map)
        {
            value = ExpressionValue.Null.In(target);
            return true;
        }

        return target.Kind == ExpressionValueKind.Map
            ? evaluation.Fail(this, ExpressionCodes.UnknownKey, $"The object has no key '{Name}'.")
            : evaluation.Fail(this, ExpressionCodes.WrongKind, $"Cannot read '{Name}' of {ValueNames.Of(target)}.");
    }
}
