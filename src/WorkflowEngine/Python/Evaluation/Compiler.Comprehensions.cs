using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, object> Comprehension(ComprehensionExpression node)
    {
        var iterable = Expression(node.Clauses[0].Iterable);
        var inside = Inside(node);
        var element = inside.Expression(node.Element);
        if (node.Kind == ComprehensionKind.Generator)
        {
            var level = inside.LazyClause(node.Clauses, 0, element);
            return f =>
            {
                var frame = inside.Enter(f, node, "<genexpr>");
                var first = iterable(f);
                f.Node = node;
                return new PythonIterator("generator", level(frame, Iteration.Of(_vm, first)).GetEnumerator(), frame);
            };
        }

        if (node.Kind == ComprehensionKind.List)
        {
            return inside.Eager(node, iterable, node.Clauses, () => new PythonList([]), (f, result) => ((PythonList)result).Add(_vm, element(f)));
        }

        return inside.Eager(node, iterable, node.Clauses, () => new PythonSet(_vm), (f, result) =>
        {
            var item = element(f);
            f.Node = node;
            ((PythonSet)result).Add(item);
        });
    }

    private Func<Frame, object> Comprehension(DictComprehension node)
    {
        var iterable = Expression(node.Clauses[0].Iterable);
        var inside = Inside(node);
        var (key, value) = (inside.Expression(node.Key), inside.Expression(node.Value));
        return inside.Eager(node, iterable, node.Clauses, () => new PythonDict(_vm), (f, result) =>
        {
            var (k, v) = (key(f), value(f));
            f.Node = node;
            ((PythonDict)result).Set(_vm, k, v);
        });
    }

    private Compiler Inside(PythonNode node) => new(_vm, _scopes, _scopes[node], _path);

    private Func<Frame, object> Eager(
        PythonNode node, Func<Frame, object> iterable, ImmutableArray<ComprehensionClause> clauses, Func<object> make, Action<Frame, object> add)
    {
        var run = Clause(clauses, 0, add);
        return f =>
        {
            var first = iterable(f);
            f.Node = node;
            var values = Iteration.Of(_vm, first);
            var result = make();
            var frame = Enter(f, node, f.Name);
            try
            {
                run(frame, values, result);
            }
            catch (EvaluationException e) when (e.Passes(frame))
            {
                throw;
            }

            return result;
        };
    }

    private Frame Enter(Frame outer, PythonNode node, string name)
    {
        var slots = new object?[_scope.SlotCount];
        foreach (var slot in _scope.CellSlots())
        {
            slots[slot] = new Cell();
        }

        CopyFree(outer, slots);
        return new Frame(name, slots, node) { ClassNames = outer.ClassNames };
    }

    // The cells that a scope takes from outside, found in the frame of the scope around it.
    private void CopyFree(Frame outer, object?[] slots)
    {
        var free = _scope.Free;
        for (var i = 0; i < free.Count; i++)
        {
            slots[_scope.LocalCount + i] = outer.Slots[OuterSlot(_scope.Parent!, free[i])];
        }
    }

    private static int OuterSlot(Scope scope, string name)
    {
        if (scope.Kind == ScopeKind.Class && name == ScopeBuilder.ClassCell)
        {
            return 0;
        }

        return scope.HasSlots && scope.IsLocal(name) ? scope.SlotOf(name) : scope.FreeSlotOf(name);
    }

    private Action<Frame, IEnumerator<object>, object> Clause(ImmutableArray<ComprehensionClause> clauses, int index, Action<Frame, object> add)
    {
        var clause = clauses[index];
        var store = Target(clause.Target);
        var conditions = clause.Conditions.Select(Condition).ToArray();
        var last = index == clauses.Length - 1;
        var inner = last ? null : Clause(clauses, index + 1, add);
        var iterable = last ? null : Expression(clauses[index + 1].Iterable);
        var vm = _vm;
        return (f, values, result) =>
        {
            while (values.MoveNext())
            {
                vm.Step();
                store(f, values.Current);
                if (!AllTrue(conditions, f))
                {
                    continue;
                }

                if (last)
                {
                    add(f, result);
                    continue;
                }

                var next = iterable!(f);
                f.Node = clauses[index + 1];
                inner!(f, Iteration.Of(vm, next), result);
            }
        };
    }

    private Func<Frame, IEnumerator<object>, IEnumerable<object>> LazyClause(
        ImmutableArray<ComprehensionClause> clauses, int index, Func<Frame, object> element)
    {
        var clause = clauses[index];
        var store = Target(clause.Target);
        var conditions = clause.Conditions.Select(Condition).ToArray();
        var last = index == clauses.Length - 1;
        var inner = last ? null : LazyClause(clauses, index + 1, element);
        var iterable = last ? null : Expression(clauses[index + 1].Iterable);
        return Run;

        IEnumerable<object> Run(Frame f, IEnumerator<object> values)
        {
            while (values.MoveNext())
            {
                _vm.Step();
                store(f, values.Current);
                if (!AllTrue(conditions, f))
                {
                    continue;
                }

                if (last)
                {
                    yield return element(f);
                    continue;
                }

                foreach (var item in inner!(f, Iteration.Of(_vm, iterable!(f))))
                {
                    yield return item;
                }
            }
        }
    }

    private static bool AllTrue(Func<Frame, bool>[] conditions, Frame frame)
    {
        foreach (var condition in conditions)
        {
            if (!condition(frame))
            {
                return false;
            }
        }

        return true;
    }
}
