using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Action<Frame, object> Target(PythonExpression target)
    {
        switch (target)
        {
            case NameExpression name:
                var store = Store(name.Name);
                return store;
            case AttributeExpression attribute:
                var owner = Expression(attribute.Value);
                return (f, value) =>
                {
                    var item = owner(f);
                    f.Node = attribute;
                    Attributes.Set(_vm, item, attribute.Name, value);
                };
            case SubscriptExpression subscript:
                var (container, index) = (Expression(subscript.Value), Expression(subscript.Index));
                return (f, value) =>
                {
                    var (item, key) = (container(f), index(f));
                    f.Node = subscript;
                    _vm.Step();
                    Subscripts.Set(_vm, item, key, value);
                };
            case TupleExpression tuple:
                return Unpack(tuple, tuple.Items);
            case ListExpression list:
                return Unpack(list, list.Items);
            case StarredExpression starred:
                return Target(starred.Value);
            default:
                return (f, _) => throw At(f, target, Unsupported("This target"));
        }
    }

    private Action<Frame, object> Unpack(PythonExpression node, ImmutableArray<PythonExpression> items)
    {
        var targets = items.Select(Target).ToArray();
        var star = -1;
        for (var i = 0; i < items.Length; i++)
        {
            star = items[i] is StarredExpression ? i : star;
        }

        return (f, value) =>
        {
            f.Node = node;
            var values = Unpacked(value, targets.Length, star);
            for (var i = 0; i < targets.Length; i++)
            {
                targets[i](f, values[i]);
            }
        };
    }

    private object[] Unpacked(object value, int count, int star)
    {
        var iterator = Iteration.TryOf(_vm, value)
            ?? throw PythonError.Type($"cannot unpack non-iterable {Types.NameOf(value)} object");
        var values = new List<object>();
        while (iterator.MoveNext())
        {
            _vm.Step();
            if (star < 0 && values.Count == count)
            {
                var sized = value is PythonList or PythonTuple or PythonDict;
                throw PythonError.Value(sized
                    ? $"too many values to unpack (expected {count}, got {((PythonObject)value).Length(_vm)})"
                    : $"too many values to unpack (expected {count})");
            }

            _vm.CheckCount(values.Count + 1);
            values.Add(iterator.Current);
        }

        var fixedCount = star < 0 ? count : count - 1;
        if (values.Count < fixedCount)
        {
            throw PythonError.Value(
                $"not enough values to unpack (expected {(star < 0 ? "" : "at least ")}{fixedCount}, got {values.Count})");
        }

        if (star < 0)
        {
            return [.. values];
        }

        var rest = values.Count - fixedCount;
        _vm.Collection(rest);
        return [.. values[..star], new PythonList(values.GetRange(star, rest)), .. values[(star + rest)..]];
    }

    private Func<Frame, Flow> Augmented(AugmentedAssignment node)
    {
        var (op, value) = (node.Operator, Expression(node.Value));
        switch (node.Target)
        {
            case AttributeExpression attribute:
                var owner = Expression(attribute.Value);
                return f =>
                {
                    var target = owner(f);
                    f.Node = attribute;
                    var old = Attributes.Get(_vm, target, attribute.Name);
                    var operand = value(f);
                    f.Node = node;
                    Attributes.Set(_vm, target, attribute.Name, Operators.InPlace(_vm, op, old, operand));
                    return Flow.Next;
                };
            case SubscriptExpression subscript:
                var (container, index) = (Expression(subscript.Value), Expression(subscript.Index));
                return f =>
                {
                    var (target, key) = (container(f), index(f));
                    f.Node = subscript;
                    _vm.Step();
                    var old = Subscripts.Get(_vm, target, key);
                    var operand = value(f);
                    f.Node = node;
                    Subscripts.Set(_vm, target, key, Operators.InPlace(_vm, op, old, operand));
                    return Flow.Next;
                };
            default:
                var name = (NameExpression)node.Target;
                var (load, store) = (Load(name), Store(name.Name));
                return f =>
                {
                    var (old, operand) = (load(f), value(f));
                    f.Node = node;
                    store(f, op == BinaryOperator.Add && old is long x && operand is long y
                        ? Arithmetic.OfLongs(_vm, op, x, y)
                        : Operators.InPlace(_vm, op, old, operand));
                    return Flow.Next;
                };
        }
    }

    private Action<Frame> Deletion(PythonExpression target)
    {
        switch (target)
        {
            case NameExpression name:
                var (load, store) = (Load(name), Store(name.Name));
                return f =>
                {
                    load(f);
                    store(f, null);
                };
            case AttributeExpression attribute:
                var owner = Expression(attribute.Value);
                return f =>
                {
                    var item = owner(f);
                    f.Node = attribute;
                    Attributes.Delete(_vm, item, attribute.Name);
                };
            case SubscriptExpression subscript:
                var (container, index) = (Expression(subscript.Value), Expression(subscript.Index));
                return f =>
                {
                    var (item, key) = (container(f), index(f));
                    f.Node = subscript;
                    Subscripts.Delete(_vm, item, key);
                };
            case TupleExpression or ListExpression:
                var all = (target is TupleExpression tuple ? tuple.Items : ((ListExpression)target).Items).Select(Deletion).ToArray();
                return f => Array.ForEach(all, delete => delete(f));
            default:
                return f => throw At(f, target, Unsupported("This target"));
        }
    }

    private Action<Frame, object?> StoreNamed(string name)
    {
        if (_scope.Kind != ScopeKind.Comprehension)
        {
            return Store(name);
        }

        if (_scope.FreeSlotOf(name) is >= 0 and var free)
        {
            return (f, value) => ((Cell)f.Slots[free]!).Value = value;
        }

        var cell = _vm.Globals.CellOf(name);
        return (_, value) => cell.Value = value;
    }
}
