using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

// Bodies with "yield" run as the host's iterators; statements without one run as everywhere else.
internal sealed partial class Compiler
{
    private delegate IEnumerable<object> Steps(Frame frame, Flow[] flow);

    private Func<Frame, IEnumerable<object>> Lazy(ImmutableArray<PythonStatement> body)
    {
        var steps = LazyBlock(body);
        return f => steps(f, new Flow[1]);
    }

    private Steps LazyBlock(ImmutableArray<PythonStatement> body)
    {
        var statements = body.Select(LazyStatement).ToArray();
        return Run;

        IEnumerable<object> Run(Frame f, Flow[] flow)
        {
            flow[0] = Flow.Next;
            foreach (var statement in statements)
            {
                foreach (var value in statement(f, flow))
                {
                    yield return value;
                }

                if (flow[0] != Flow.Next)
                {
                    yield break;
                }
            }
        }
    }

    private Steps LazyStatement(PythonStatement node)
    {
        switch (node)
        {
            case ExpressionStatement { Value: YieldExpression yield }:
                return LazyYield(yield, null);
            case AssignmentStatement { Value: YieldExpression yield, Targets: [var target] }:
                return LazyYield(yield, Target(target));
            case ExpressionStatement { Value: YieldFromExpression from }:
                return LazyYieldFrom(from, null);
            case AssignmentStatement { Value: YieldFromExpression from, Targets: [var target] }:
                return LazyYieldFrom(from, Target(target));
            case IfStatement branch when HasYield(branch):
                return LazyIf(branch);
            case ForStatement loop when HasYield(loop):
                return LazyLoop(loop);
            case WhileStatement loop when HasYield(loop):
                return LazyLoop(loop);
            case TryStatement attempt when HasYield(attempt):
                return LazyTry(attempt);
            default:
                var plain = HasYield(node) ? f => throw At(f, node, Unsupported("'yield' here")) : Statement(node);
                return (f, flow) =>
                {
                    flow[0] = plain(f);
                    return [];
                };
        }
    }

    private Steps LazyYield(YieldExpression node, Action<Frame, object>? store)
    {
        var value = node.Value is null ? null : Expression(node.Value);
        return Run;

        IEnumerable<object> Run(Frame f, Flow[] flow)
        {
            _vm.Step();
            yield return value?.Invoke(f) ?? Values.None;
            store?.Invoke(f, Values.None);
            flow[0] = Flow.Next;
        }
    }

    private Steps LazyYieldFrom(YieldFromExpression node, Action<Frame, object>? store)
    {
        var source = Expression(node.Value);
        return Run;

        IEnumerable<object> Run(Frame f, Flow[] flow)
        {
            var value = source(f);
            f.Node = node;
            foreach (var item in Iteration.Each(_vm, value))
            {
                yield return item;
            }

            store?.Invoke(f, (value as PythonIterator)?.Returned ?? Values.None);
            flow[0] = Flow.Next;
        }
    }

    private Steps LazyIf(IfStatement node)
    {
        var conditions = node.Branches.Select(branch => Condition(branch.Condition)).ToArray();
        var bodies = node.Branches.Select(branch => LazyBlock(branch.Body)).ToArray();
        var otherwise = LazyBlock(node.Else);
        return (f, flow) =>
        {
            _vm.Step();
            var index = Array.FindIndex(conditions, condition => condition(f));
            return (index < 0 ? otherwise : bodies[index])(f, flow);
        };
    }

    private Steps LazyLoop(PythonStatement node)
    {
        var (bodyNodes, elseNodes) = node is ForStatement loop ? (loop.Body, loop.Else) : (((WhileStatement)node).Body, ((WhileStatement)node).Else);
        var iterable = node is ForStatement each ? Expression(each.Iterable) : null;
        var store = node is ForStatement walk ? Target(walk.Target) : null;
        var condition = node is WhileStatement wait ? Condition(wait.Condition) : null;
        var (body, otherwise) = (LazyBlock(bodyNodes), LazyBlock(elseNodes));
        return Run;

        IEnumerable<object> Run(Frame f, Flow[] flow)
        {
            var values = iterable is null ? null : Iteration.Of(_vm, iterable(f));
            while (values?.MoveNext() ?? condition!(f))
            {
                _vm.Step();
                store?.Invoke(f, values!.Current);
                foreach (var item in body(f, flow))
                {
                    yield return item;
                }

                if (flow[0] == Flow.Return)
                {
                    yield break;
                }

                if (flow[0] == Flow.Break)
                {
                    flow[0] = Flow.Next;
                    yield break;
                }
            }

            foreach (var item in otherwise(f, flow))
            {
                yield return item;
            }
        }
    }

    private Steps LazyTry(TryStatement node)
    {
        var (body, otherwise, final) = (LazyBlock(node.Body), LazyBlock(node.Else), Block(node.Finally.IsEmpty ? [new PassStatement(node.Span)] : node.Finally));
        var handlers = node.Handlers.Select(Handler).ToArray();
        var isPlain = !node.IsStar && !node.Handlers.Any(HasYield) && !node.Finally.Any(HasYield);
        return Run;

        IEnumerable<object> Run(Frame f, Flow[] flow)
        {
            if (!isPlain)
            {
                throw At(f, node, Unsupported("'yield' in a handler"));
            }

            using var values = body(f, flow).Concat(ElseOf(otherwise, f, flow)).GetEnumerator();
            PythonError? error = null;
            while (true)
            {
                try
                {
                    if (!values.MoveNext())
                    {
                        break;
                    }
                }
                catch (PythonError e) when (!e.Passes(f))
                {
                    _vm.SpendOnRaise();
                    error = e;
                    break;
                }

                yield return values.Current;
            }

            Settle(f, flow, error, handlers, final);
        }
    }

    private static void Settle(
        Frame f, Flow[] flow, PythonError? error, Func<Frame, ExceptionInstance, Flow?>[] handlers, Func<Frame, Flow> final)
    {
        var handled = error is null;
        foreach (var handler in handlers)
        {
            if (!handled && handler(f, error!.Instance) is { } result)
            {
                (handled, flow[0]) = (true, result);
            }
        }

        var after = final(f);
        flow[0] = after == Flow.Next ? flow[0] : after;
        if (!handled && after == Flow.Next)
        {
            throw new PythonError(error!.Instance);
        }
    }

    private static IEnumerable<object> ElseOf(Steps otherwise, Frame f, Flow[] flow)
    {
        if (flow[0] != Flow.Next)
        {
            yield break;
        }

        foreach (var item in otherwise(f, flow))
        {
            yield return item;
        }
    }

    private static bool HasYield(PythonNode node)
    {
        if (node is YieldExpression or YieldFromExpression)
        {
            return true;
        }

        if (node is FunctionDefinition or ClassDefinition or LambdaExpression)
        {
            return false;
        }

        var children = new List<PythonNode>();
        node.CollectChildren(children);
        return children.Exists(HasYield);
    }
}
