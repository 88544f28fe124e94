using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary>How <c>needs.*.result</c> is read: element by element, leaving out those that have no such key.</summary>
internal static class Projection
{
    public static bool IsProjected(ExpressionNode node) => node switch
    {
        StarNode => true,
        MemberNode member => IsProjected(member.Target),
        IndexNode index => IsProjected(index.Target),
        _ => false,
    };

    public static bool TryExpand(ref Evaluation evaluation, in ExpressionValue target, bool isProjected, out ExpressionValue value)
    {
        value = default;
        var items = new List<ExpressionValue>();
        if (isProjected)
        {
            foreach (var element in target.List)
            {
                if (element.IsContainer && !AddChildren(ref evaluation, element.In(target), items))
                {
                    return false;
                }
            }
        }
        else if (target.IsContainer ? !AddChildren(ref evaluation, target, items) : !target.IsNull || !target.IsLenient)
        {
            return target.IsContainer
                ? false
                : evaluation.Fail(ExpressionCodes.WrongKind, $"'*' needs an object or array, not {ValueNames.Of(target)}.");
        }

        value = ExpressionValue.Of(items).In(target);
        return true;
    }

    public static bool TryRead(ref Evaluation evaluation, in ExpressionValue elements, in ExpressionValue index, out ExpressionValue value)
    {
        value = default;
        var source = elements.List;
        if (!evaluation.Charge(source.Count * 16L))
        {
            return false;
        }

        var items = new List<ExpressionValue>(source.Count);
        for (var i = 0; i < source.Count; i++)
        {
            if (Indexing.TryFind(source[i], index, out var item))
            {
                items.Add(item.In(source[i]));
            }
        }

        value = ExpressionValue.Of(items).In(elements);
        return true;
    }

    private static bool AddChildren(ref Evaluation evaluation, in ExpressionValue container, List<ExpressionValue> items)
    {
        var count = container.Kind == ExpressionValueKind.List ? container.List.Count : container.Map.Count;
        if (!evaluation.Charge(count * 16L) || !evaluation.Reserve(items.Count + (long)count))
        {
            return false;
        }

        if (container.Kind == ExpressionValueKind.List)
        {
            foreach (var item in container.List)
            {
                items.Add(item.In(container));
            }
        }
        else
        {
            foreach (var (_, item) in container.Map)
            {
                items.Add(item.In(container));
            }
        }

        return true;
    }
}
