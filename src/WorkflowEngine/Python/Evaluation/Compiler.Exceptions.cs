using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, Flow> Raise(RaiseStatement node)
    {
        var exception = node.Exception is null ? null : Expression(node.Exception);
        var cause = node.Cause is null ? null : Expression(node.Cause);
        return f =>
        {
            if (exception is null)
            {
                f.Node = node;
                _vm.SpendOnRaise();
                throw _vm.Handled.TryPeek(out var handled)
                    ? new PythonError(handled)
                    : PythonError.Make(ExceptionTypes.RuntimeError, "No active exception to reraise");
            }

            var value = exception(f);
            var reason = cause?.Invoke(f);
            f.Node = node;
            _vm.SpendOnRaise();
            var instance = Raisable(value) ?? throw PythonError.Type("exceptions must derive from BaseException");
            if (reason is not null && !ReferenceEquals(reason, Values.None))
            {
                instance.Cause = Raisable(reason) ?? throw PythonError.Type("exception causes must derive from BaseException");
            }

            throw new PythonError(instance);
        };
    }

    private ExceptionInstance? Raisable(object value) => value switch
    {
        ExceptionInstance instance => instance,
        PythonClass { IsException: true } type => _vm.Call(type) as ExceptionInstance,
        _ => null,
    };

    private Func<Frame, Flow> Try(TryStatement node)
    {
        if (node.IsStar)
        {
            return f => throw At(f, node, Unsupported("'except*'"));
        }

        var attempt = node.Handlers.IsEmpty ? Block(node.Body) : TryHandled(node);
        return node.Finally.IsEmpty ? attempt : Finally(attempt, Block(node.Finally));
    }

    // The program's "finally" may itself return or break, so it cannot be the host's.
    private Func<Frame, Flow> Finally(Func<Frame, Flow> attempt, Func<Frame, Flow> final) => f =>
    {
        Flow flow;
        object? result;
        try
        {
            flow = attempt(f);
            result = f.Result;
        }
        catch (PythonError e) when (!e.Passes(f))
        {
            _vm.SpendOnRaise();
            _vm.Handled.Push(e.Instance);
            try
            {
                var replaced = final(f);
                if (replaced != Flow.Next)
                {
                    return replaced;
                }
            }
            finally
            {
                _vm.Handled.Pop();
            }

            throw;
        }

        var after = final(f);
        if (after != Flow.Next)
        {
            return after;
        }

        f.Result = result;
        return flow;
    };

    private Func<Frame, Flow> TryHandled(TryStatement node)
    {
        var body = Block(node.Body);
        var handlers = node.Handlers.Select(Handler).ToArray();
        var otherwise = node.Else.IsEmpty ? null : Block(node.Else);
        return f =>
        {
            Flow flow;
            try
            {
                flow = body(f);
            }
            catch (PythonError e) when (!e.Passes(f))
            {
                _vm.SpendOnRaise();
                foreach (var handler in handlers)
                {
                    if (handler(f, e.Instance) is { } handled)
                    {
                        return handled;
                    }
                }

                throw;
            }

            return flow == Flow.Next && otherwise is not null ? otherwise(f) : flow;
        };
    }

    private Func<Frame, ExceptionInstance, Flow?> Handler(ExceptHandler node)
    {
        var type = node.Type is null ? null : Expression(node.Type);
        var store = node.Name is null ? null : Store(node.Name);
        var body = Block(node.Body);
        return (f, exception) =>
        {
            if (type is not null)
            {
                var expected = type(f);
                f.Node = node.Type!;
                if (!Matches(exception, expected))
                {
                    return null;
                }
            }

            store?.Invoke(f, exception);
            _vm.Handled.Push(exception);
            try
            {
                return body(f);
            }
            finally
            {
                _vm.Handled.Pop();
                store?.Invoke(f, null);
            }
        };
    }

    private static bool Matches(ExceptionInstance exception, object expected) => expected switch
    {
        PythonClass { IsException: true } type => exception.Class.IsSubclassOf(type),
        PythonTuple tuple => tuple.Items.Any(item => Matches(exception, item)),
        _ => throw PythonError.Type("catching classes that do not inherit from BaseException is not allowed"),
    };

    private Func<Frame, Flow> With(WithStatement node, int index)
    {
        if (index == node.Items.Length)
        {
            return Block(node.Body);
        }

        var item = node.Items[index];
        var context = Expression(item.Context);
        var store = item.Target is null ? null : Target(item.Target);
        var body = With(node, index + 1);
        return f =>
        {
            var manager = context(f);
            f.Node = item;
            var target = manager as PythonObject;
            var entered = target?.Enter(_vm) ?? throw PythonError.Type(
                $"'{Types.NameOf(manager)}' object does not support the context manager protocol");
            Flow flow;
            try
            {
                store?.Invoke(f, entered);
                flow = body(f);
            }
            catch (PythonError e) when (!e.Passes(f))
            {
                _vm.SpendOnRaise();
                if (target.Exit(_vm, e.Instance))
                {
                    return Flow.Next;
                }

                throw;
            }

            f.Node = item;
            target.Exit(_vm, null);
            return flow;
        };
    }
}
