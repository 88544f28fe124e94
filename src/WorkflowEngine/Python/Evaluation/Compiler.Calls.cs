using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, object> Call(CallExpression node)
    {
        if (node.Function is NameExpression { Name: "super" } && node.Arguments.IsEmpty && _scope.FreeSlotOf(ScopeBuilder.ClassCell) is >= 0 and var slot)
        {
            return f => Super(f, node, slot);
        }

        var arguments = ArgumentsOf(node);
        return node.Function is AttributeExpression attribute
            ? CallMethod(node, attribute, arguments)
            : CallFunction(node, Expression(node.Function), arguments);
    }

    private Func<Frame, object> CallFunction(CallExpression node, Func<Frame, object> function, Func<Frame, Arguments> arguments)
    {
        var vm = _vm;
        return f =>
        {
            var target = function(f);
            var given = arguments(f);
            f.Node = node;
            vm.CallSite = node;
            return vm.Call(target, given);
        };
    }

    // A method is called without making the bound method first.
    private Func<Frame, object> CallMethod(CallExpression node, AttributeExpression attribute, Func<Frame, Arguments> arguments)
    {
        var vm = _vm;
        var (receiver, name) = (Expression(attribute.Value), attribute.Name);
        var isPublic = !name.StartsWith('_');
        return f =>
        {
            var self = receiver(f);
            f.Node = attribute;
            if (isPublic && self is not PythonObject or PythonList or PythonDict or PythonSet or PythonTuple
                && Types.Of(self).FindMethod(name) is { } method)
            {
                var given = arguments(f);
                f.Node = node;
                vm.Step();
                return method(vm, self, given);
            }

            if (isPublic && self is PythonInstance instance && !instance.Fields.ContainsKey(name)
                && instance.Class.Find(name) is PythonFunction function)
            {
                var given = arguments(f).Prepend(instance);
                f.Node = node;
                return function.Call(vm, given);
            }

            var target = Attributes.Get(vm, self, name);
            var rest = arguments(f);
            f.Node = node;
            vm.CallSite = node;
            return vm.Call(target, rest);
        };
    }

    private static SuperObject Super(Frame frame, CallExpression node, int classSlot)
    {
        frame.Node = node;
        var self = frame.Slots.Length > 0 && frame.Slots[0] is Cell cell ? cell.Value : frame.Slots[0];
        return ((Cell)frame.Slots[classSlot]!).Value is PythonClass type && self is PythonInstance or PythonClass
            ? new SuperObject(type, self!)
            : throw PythonError.Make(ExceptionTypes.RuntimeError, "super(): no arguments");
    }

    private Func<Frame, Arguments> ArgumentsOf(CallExpression node)
    {
        if (node.Keywords.IsEmpty && !node.Arguments.Any(argument => argument is StarredExpression))
        {
            var plain = All(node.Arguments);
            return plain switch
            {
                [] => _ => Arguments.None,
                [var one] => f => new Arguments([one(f)]),
                [var one, var two] => f => new Arguments([one(f), two(f)]),
                _ => f =>
                {
                    var values = new object[plain.Length];
                    for (var i = 0; i < values.Length; i++)
                    {
                        values[i] = plain[i](f);
                    }

                    return new Arguments(values);
                }
                ,
            };
        }

        var positional = Elements(node.Arguments);
        var keywords = node.Keywords.Select(keyword => (keyword.Name, Value: Expression(keyword.Value))).ToArray();
        return f =>
        {
            var values = positional(f);
            var named = new List<KeyValuePair<string, object>>(keywords.Length);
            foreach (var (name, value) in keywords)
            {
                var item = value(f);
                if (name is not null)
                {
                    AddKeyword(named, name, item);
                    continue;
                }

                f.Node = node;
                Spread(named, item);
            }

            return new Arguments([.. values], [.. named]);
        };
    }

    private static void Spread(List<KeyValuePair<string, object>> named, object mapping)
    {
        if (mapping is not PythonDict dict)
        {
            throw PythonError.Type($"argument after ** must be a mapping, not {Types.NameOf(mapping)}");
        }

        foreach (var (key, value) in dict.Entries())
        {
            AddKeyword(named, key as string ?? throw PythonError.Type("keywords must be strings"), value);
        }
    }

    private static void AddKeyword(List<KeyValuePair<string, object>> named, string name, object value)
    {
        foreach (var (other, _) in named)
        {
            if (other == name)
            {
                throw PythonError.Type($"got multiple values for keyword argument '{name}'");
            }
        }

        named.Add(new(name, value));
    }
}
